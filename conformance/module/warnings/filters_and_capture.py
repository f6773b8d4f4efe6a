import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    warnings.warn('careful')
    warnings.warn('old', DeprecationWarning, stacklevel=1)
print([(str(w.message), w.category.__name__, w.lineno) for w in seen])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        warnings.warn('now an error', RuntimeWarning)
    except RuntimeWarning as error:
        print(repr(error))
warnings.warn('shown on standard error')
@warnings.deprecated('use other')
def old(): return 'old'
print(old())
