# safer_getattr: rules for names that a program makes while it runs.
from RestrictedPython.Guards import safer_getattr

class Text(str):
    pass

print(safer_getattr(3, 'real'), safer_getattr(3, 'nothing'), safer_getattr(3, 'nothing', 'default'))
for ob, name in ((3, '__class__'), (3, '_a'), ('', 'format'), (str, 'format_map'), (Text(), 'format'), (3, Text('real')), (3, 5), (3, 'gi_frame')):
    try:
        print(safer_getattr(ob, name))
    except Exception as e:
        print(type(e).__name__, e)
#> 3 None default
#> AttributeError "__class__" is an invalid attribute name because it starts with "_"
#> AttributeError "_a" is an invalid attribute name because it starts with "_"
#> NotImplementedError Using the format*() methods of `str` is not safe
#> NotImplementedError Using the format*() methods of `str` is not safe
#> NotImplementedError Using the format*() methods of `str` is not safe
#> TypeError type(name) must be str
#> TypeError type(name) must be str
#> AttributeError "gi_frame" is a restricted name, that is forbidden to access in RestrictedPython.
