import io
for nl in (None,'','\n','\r','\r\n'):
    f=io.StringIO('a\r\nb\nc\rd\r\n\r\n',newline=nl)
    print(list(f)); f.seek(0)
    o=[]
    while x:=f.readline(2): o.append(x)
    print(o)
