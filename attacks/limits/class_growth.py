# Classes made for ever.
# Must end by a limit.
while True:
    object.__subclasses__()
    type('A', (), {})
