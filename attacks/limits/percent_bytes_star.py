# The same of bytes, with a precision.
b'%*.*f' % (10, 2_000_000_000, 1.5)
