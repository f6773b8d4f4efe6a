t = (1, 2, 3)
print(t[:] is t, t * 1 is t, tuple(t) is t, t + () is t, () + t is t)
class T(tuple):
    pass
u = T(t)
print(u, type(u[:]), type(u * 1), type(u + ()), u == t, hash(u) == hash(t))
