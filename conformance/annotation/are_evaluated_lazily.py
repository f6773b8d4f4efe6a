class Node:
    next: Node
    value: undefined_until_asked
    size: int = 3
def f(a: int, b: 'text' = 1, *args: str, **kw: bytes) -> list[int]: pass
print(f.__annotations__, Node.size)
try:
    Node.__annotations__
except NameError as error:
    print(error)
undefined_until_asked = float
print(Node.__annotations__)
