a, b = 3 + 4j, -1.5j
print(a + b, a - b, a * b, a / b, a ** 2, abs(a), a.conjugate(), -a, a == 3 + 4j, hash(a) == hash(3 + 4j))
print(repr(1j), repr(-0.0 - 0j), complex('1+2j'), complex(1, -0.0), 1j * 1j, complex('inf'), complex(real=1, imag=2))
try:
    a < b
except TypeError as error:
    print(error)
