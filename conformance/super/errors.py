def check(source):
    try:
        exec(source, {'__name__': '__main__'})
        print('fine')
    except Exception as error:
        print(type(error).__name__, error)


check('super()\n')
check('super(1)\n')
check('super(int,1).x\n')
check("super(int,'a')\n")
check('super(1,2)\n')
check('class A:\n def f(self): return super().q\nA().f()\n')
check('class A:\n def f(): return super()\nA.f()\n')
check('def f(x): return super()\nf(1)\n')
check('class A:\n def f(self): del self; return super()\nA().f()\n')
check('class A:\n def f(*a): return super()\nA().f()\n')
check('class A:\n def f(self):\n  x=super; return x()\nA().f()\n')
