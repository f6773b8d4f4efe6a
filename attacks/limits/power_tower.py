# An int with ten milliards of digits.
# Must end by a limit.
10**10**10
