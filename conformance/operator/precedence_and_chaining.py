print(-2 ** 2, 2 ** -1, 2 ** 3 ** 2, not 1 == 2, 1 < 2 < 3 != 4, 1 + 2 << 3 & 7 | 8 ^ 3, ~1 + 2, 7 // 2 * 2, -7 % 3, 5 - 3 - 1, 1 if 0 else 2 if 0 else 3)
print(1 in [1] == True, (1 in [1]) == True, None is None is not 5, [1, 2][0:1] + [3] * 2, 'a' 'b' * 2, (x := 5) + x, [y := 1, y ** 2])
class M:
    def __matmul__(self, o): return 'matmul'
    def __imatmul__(self, o): return 'imatmul'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'invert'
    def __rpow__(self, o, mod=None): return 'rpow'
    def __divmod__(self, o): return 'divmod'
m = M()
print(m @ 1, +m, ~m, 2 ** m, divmod(m, 1))
m @= 3
print(m)
