# Comparison, hashing, sorting of datetimes, times, dates and timedeltas, and of classes derived from them.
from datetime import *
import itertools, random
random.seed(5)
tz=[None, timezone.utc, timezone(timedelta(hours=2)), timezone(timedelta(hours=-5,minutes=-30),'x')]
ds=[datetime(2020,1,1,random.randrange(24),0,0,random.randrange(3),tzinfo=random.choice(tz),fold=random.randrange(2)) for _ in range(25)]
ts=[x.timetz() for x in ds]; dd=[x.date() for x in ds]+[date(2020,1,2),date(1,1,1),date.max]
import operator
for L in (ds,ts,dd,[timedelta(1),timedelta(0,5),timedelta(-1,3,7)]):
    for a,b in itertools.product(L,L):
        for op in (operator.lt,operator.le,operator.eq,operator.ne,operator.ge,operator.gt):
            try: r=op(a,b)
            except TypeError as e: r=str(e)
            print(r,end=' ')
    print(len(set(L)), all(hash(a)==hash(b) for a in L for b in L if a==b))
for a,b in ((ds[0],dd[0]),(dd[0],ds[0]),(ts[0],dd[0])):
    print(a==b, a!=b)
class D(datetime): pass
a=D(2020,1,1); print(a==datetime(2020,1,1), hash(a)==hash(datetime(2020,1,1)), a<datetime(2021,1,1), {a:1}[datetime(2020,1,1)])
s=sorted(x for x in ds if x.tzinfo is None); print(s)
k={}
for x in dd*3: k[x]=k.get(x,0)+1
print(sorted(k.items()))
