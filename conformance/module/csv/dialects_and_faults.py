import csv, io, random
r=random.Random(3)
def t(f):
    try: x=f()
    except Exception as e: x=type(e).__name__+' '+str(e)
    print(x)
kw=[{},{'quoting':csv.QUOTE_ALL},{'quoting':csv.QUOTE_NONNUMERIC},{'quoting':csv.QUOTE_NONE},{'quoting':csv.QUOTE_NONE,'escapechar':'\\'},{'quoting':csv.QUOTE_STRINGS},{'quoting':csv.QUOTE_NOTNULL},{'strict':True},{'doublequote':False},{'doublequote':False,'escapechar':'\\'},{'skipinitialspace':True},{'delimiter':' ','skipinitialspace':True},{'delimiter':';','quotechar':"'"},{'quotechar':None},{'lineterminator':'\n'},{'dialect':'excel-tab'},{'dialect':'unix'}]
for k in kw:
    for i in range(20):
        lines=[''.join(r.choice('a1,;"\'\\ \n\r\t') for _ in range(r.randrange(9))) for _ in range(3)]
        d=dict(k); di=[d.pop('dialect')] if 'dialect' in d else []
        t(lambda: list(csv.reader(lines,*di,**d)))
        row=[r.choice(['a','',None,1,2.5,'a,b','"q"','x\ny',' ','\\',';',"'",True,'a\tb']) for _ in range(r.randrange(4))]
        def w():
            o=io.StringIO(); csv.writer(o,*di,**d).writerow(row); return repr(o.getvalue())
        t(w)
for d in [{'delimiter':''},{'delimiter':'ab'},{'delimiter':None},{'delimiter':5},{'quotechar':''},{'quotechar':5},{'quotechar':None,'quoting':1},{'quoting':9},{'quoting':'x'},{'quoting':-1},{'lineterminator':5},{'lineterminator':None},{'escapechar':'ab'},{'delimiter':'\n'},{'quotechar':'\r'},{'delimiter':'"'},{'escapechar':','},{'escapechar':'"'},{'delimiter':' '},{'quotechar':' ','skipinitialspace':True},{'foo':1},{'lineterminator':','},{'quotechar':None}]:
    t(lambda: [getattr(csv.reader([],**d).dialect,x) for x in ('delimiter','quotechar','quoting','escapechar','lineterminator','strict','doublequote','skipinitialspace')])
t(lambda: csv.reader(5)); t(lambda: list(csv.reader([b'x']))); t(lambda: csv.writer(5)); t(lambda: csv.writer(io.StringIO()).writerow(5)); t(lambda: csv.reader([], 'nope')); t(lambda: csv.get_dialect('q')); t(lambda: csv.register_dialect(5)); t(lambda: csv.field_size_limit('x')); t(csv.list_dialects)
t(lambda: csv.field_size_limit(3)); t(lambda: list(csv.reader(['abcd'])));t(lambda: list(csv.reader(['abc,de']))); t(lambda: csv.field_size_limit(131072))
print(type(csv.reader([])), type(csv.writer(io.StringIO())), csv.Error)
