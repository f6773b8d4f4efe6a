# A shift by ten milliards.
# Must end by a limit.
1 << 10**10
