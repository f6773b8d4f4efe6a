# A width of ten milliards.
# Must end by a limit.
'{:>{}}'.format('x', 10**10)
