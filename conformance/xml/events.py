"""What the handlers of expat hear of documents, and the errors."""
import pyexpat
p=pyexpat.ParserCreate()
H=[n for n in dir(p) if n.endswith('Handler') or n.endswith('Expand')]
def run(doc, final=True, ns=None, skip=(), **kw):
    p=pyexpat.ParserCreate(namespace_separator=ns); out=[]
    for k,v in kw.items(): setattr(p,k,v)
    for h in H:
        if h in skip or h in('UnknownEncodingHandler','NotStandaloneHandler') or h.startswith('Default'): continue
        def f(*a,h=h):
            out.append((h.replace('Handler',''),)+a); return 1
        setattr(p,h,f)
    if 'Default' in skip:
        p.DefaultHandlerExpand=lambda t: out.append(('D',t))
    try:
        for d in (doc if isinstance(doc,list) else [doc]): p.Parse(d, False)
        p.Parse('',True)
    except pyexpat.ExpatError as e: out.append((str(e),e.code,e.lineno,e.offset))
    print(repr(doc)[:80],'=>',out, p.CurrentLineNumber,p.CurrentColumnNumber,p.CurrentByteIndex)
for d in ['<a/>','<a b="1" c=\'x&amp;y\'>t\nu&lt;<b/>é<!--c--><?pi x y?></a>','<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<!DOCTYPE a SYSTEM "x.dtd" [<!ENTITY e "v<b/>w"><!ENTITY % pe "q"><!ELEMENT a (b|c)*><!ATTLIST a x CDATA "def" y (u|v) #REQUIRED><!NOTATION n PUBLIC "p"><!ENTITY u SYSTEM "f.gif" NDATA n><!--hi-->]>\n<a>&e;</a>\n','<a>','<a></b>','','  ','x','<a/>x','<a/><b/>','<a b=1/>','<a b="1" b="2"/>','<a>&foo;</a>','<a>&#65;&#x42;&#0;</a>','<a>]]></a>','<a><![CDATA[x<y\nz]]></a>','<a><','<a b="',b'<a>\xe9</a>',['<a','>te','xt</','a>'],'<a b="x\n\ty&#10;"/>',' <?xml version="1.0"?><a/>','<a><!-- x -- y --></a>','<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]><a>&a;</a>','<a/><!--x--><?p?>\n','<1/>','<a 1="2"/>','<a>\x01</a>','<a b="<"/>','<a><b></a></b>','<!DOCTYPE a><a/>','<a b = "1" ></a >','<?xml version="1.0" encoding="foo"?><a/>','</a>','<a>& </a>','<a>&amp</a>', '<!DOCTYPE a SYSTEM "u"><a>&foo;</a>','<a><![CDATA[x','<a><!--','<a>text']:
    run(d)
run('<x:a xmlns:x="u" xmlns="v" x:b="1" c="2"><d/></x:a>',ns=' ')
run('<x:a/>',ns=' ')
run('<a xml:lang="e"/>',ns='}',namespace_prefixes=True)
run('<a>x\ny&lt;z<b/></a>',buffer_text=True,ordered_attributes=True)
run('<!DOCTYPE a PUBLIC "p" "s" [ <!ENTITY e "v"> ]><a>&e;t<!--c--><![CDATA[d]]></a>',skip=('Default','StartDoctypeDeclHandler','EndDoctypeDeclHandler','CommentHandler','EntityDeclHandler','StartCdataSectionHandler','EndCdataSectionHandler'))
