def check(source):
    try:
        exec(source, {'__name__': '__main__'})
        print('fine')
    except Exception as error:
        print(type(error).__name__, error)


check("class A: __slots__=('__dict__','__dict__')\n")
check("class A: __slots__=('__weakref__','__weakref__')\n")
check('class A: __slots__=(1,)\n')
check("class A: __slots__=('a b',)\n")
check("class A(int): __slots__=('a',)\n")
check("class A: __slots__=('a',); a=1\n")
check("class A(type): __slots__=('a',)\n")
check("class A(tuple): __slots__=('__weakref__',)\n")
check("class A:\n pass\nclass B(A): __slots__=('__dict__',)\n")
check('class A: pass\nclass B: __slots__=()\nA().__class__=B\n')
check("class A: __slots__=('a',)\nA().a\n")
check("class A: __slots__=('a',)\nA().b=1\n")
check("class A: __slots__=('a',)\ndel A().a\n")
check("class A: __slots__=('a',)\nA.a.__get__(1)\n")
check("class A: __slots__=('a',)\nA.a.__set__(1,1)\n")
check("type('A',(),{'__slots__':'a'},x=1)\n")
