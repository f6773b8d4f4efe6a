# str.format with fields from the arguments.
'{0:{1}}{0:{1}}'.format('x', 10**9)
