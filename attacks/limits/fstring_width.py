# A width that an f-string takes.
# Must end by a limit.
n = 10**9
f'{1:0{n}d}'
