# printf-style width.
# Must end by a limit.
'%*d' % (2 * 10**9, 1)
