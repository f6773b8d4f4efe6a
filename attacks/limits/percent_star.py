# A width from the arguments.
'%*d' % (2_000_000_000, 1)
