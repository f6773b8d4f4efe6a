# Comprehensions inside comprehensions.
# Must end by a limit.
[[[[i for i in range(10**4)] for j in range(10**4)] for k in range(10**4)] for m in range(10**4)]
