# any() over an endless iterator.
# Must end by a limit.
any(iter(int, 1))
