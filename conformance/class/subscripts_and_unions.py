class A:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(A[int], A[1, 2])
class B: pass
try: B[int]
except TypeError as e: print(e)
print(list[int], dict[str, int], tuple[int, ...], type[int], list[int]([1]), list[int].__origin__, list[int].__args__)
print(int | str, int | None, isinstance(3, int | str), (int | str) == (str | int), (int | str).__args__)
