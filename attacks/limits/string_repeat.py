# One huge string by repetition.
# Must end by a limit.
'a' * 10**10
