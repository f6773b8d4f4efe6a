import json, random
from json.decoder import scanstring
r=random.Random(3)
def t(f,*a):
    try: x=f(*a)
    except Exception as e: x=type(e).__name__+' '+str(e)
    print(ascii(a), ascii(x))
for i in range(300):
    s='"'+''.join(r.choice(['a','"','\\','\\u00e9','\\ud83d','\\ude00','\n','\\n','u','\\u12','é','\U0001f600','\\/','\x7f','\ud800','\\u+123']) for _ in range(r.randrange(6)))+'"'
    t(json.loads,s); t(scanstring,s,1,False); t(json.dumps,s); t(lambda s: json.dumps(s,ensure_ascii=False),s)
t(scanstring,5,1);t(scanstring,'"a"','x');t(scanstring,'"a"',9);t(scanstring,'"a"',-1);t(scanstring,'"a"',1)
