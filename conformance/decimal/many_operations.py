"""Operations on random numbers in random contexts."""

import random, sys
from decimal import *
R=random.Random(1)
def num():
    k=R.random()
    if k<0.06: return R.choice(['NaN','-NaN','sNaN','Infinity','-Infinity','NaN123','sNaN45','0','-0','0E+5','-0E-7','1','-1','10','0.1'])
    n=R.choice([1,1,2,3,5,9,15,20,30,40])
    c=''.join(R.choice('0123456789') for _ in range(n))
    if R.random()<.2: c=c.rstrip('0')+'0'*R.randrange(6) or '0'
    if R.random()<.1: c='9'*n
    if R.random()<.1: c='5'+'0'*(n-1)
    e=R.choice([0,0,-1,-2,-n,R.randrange(-20,20),R.randrange(-60,60)])
    return R.choice(['','-'])+c+'E%d'%e
un=['exp','ln','log10','logb','logical_invert','next_minus','next_plus','normalize','sqrt','abs','minus','plus','to_integral_value','to_integral_exact','copy_abs','copy_negate','_apply','number_class','to_sci_string','to_eng_string','is_normal','is_subnormal','create_decimal']
bi=['compare','compare_signal','compare_total','compare_total_mag','copy_sign','logical_and','logical_or','logical_xor','max','max_mag','min','min_mag','next_toward','remainder_near','rotate','scaleb','shift','add','divide','divide_int','multiply','quantize','remainder','subtract','divmod','power','same_quantum']
rnd=[ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP]
specs=['','e','.3e','.0e','f','.2f','.0f','g','.3g','.0g','%','.1%','G','E','010','+.2f',' .2f',',','+20,.3f','020,.3f','*^20','<12e','=+12','.1f','.1f','n','.20g','08,','.1f',',.10f']
for i in range(1500):
    c=Context(prec=R.choice([1,2,3,5,7,9,16,28,28,34,50]), Emax=R.choice([1,3,9,30,99,999999]), Emin=-R.choice([1,3,9,30,99,999999]), rounding=R.choice(rnd), clamp=R.choice([0,0,1]), capitals=R.choice([0,1]), traps=[])
    setcontext(c)
    a,b,d=num(),num(),num()
    k=R.random()
    try:
        if k<.3:
            op=R.choice(un); args=(a,)
            if R.random()<.2: c.prec=R.choice([1,2,3])
            if op=='logical_invert': args=(''.join(R.choice('01') for _ in range(R.randrange(1,12))),)
            r=getattr(c,op)(*[Decimal(x) for x in args])
        elif k<.85:
            op=R.choice(bi)
            if op in('rotate','shift','scaleb') : b=str(R.randrange(-12,12))
            if op.startswith('logical') : a,b=[''.join(R.choice('01') for _ in range(R.randrange(1,12))) for _ in 'ab']
            if op=='power':
                if R.random()<.6: b=str(R.randrange(-40,40))
            args=(a,b); r=getattr(c,op)(*[Decimal(x) for x in args])
        elif k<.9:
            op='fma'; args=(a,b,d); r=c.fma(*[Decimal(x) for x in args])
        else:
            op='format'; sp=R.choice(specs); args=(a,sp); r=format(Decimal(a),sp)
    except Exception as e:
        r=type(e).__name__+':'+str(e)
    print(i,op,args,c.prec,c.Emax,c.Emin,c.rounding[6:],c.clamp,'->',r,sorted(str(f)[16:-2] for f,v in c.flags.items() if v))
