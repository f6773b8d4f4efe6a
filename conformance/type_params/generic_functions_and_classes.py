def first[T](items: list[T]) -> T:
    return items[0]
class Box[T, *Ts, **P]:
    def get(self) -> T: ...
type Pair[A] = tuple[A, A]
type Bounded[N: (int, str) = int] = list[N]
print(first([1]), first.__type_params__, Box.__type_params__, Box[int, str, [bytes]], Pair, Pair.__value__, Pair[int], Bounded.__type_params__[0].__constraints__, Bounded.__type_params__[0].__default__)
print(Box.__mro__[1].__name__, Box.__orig_bases__)
