"""ElementTree, minidom, sax and plistlib on expat."""
import io, plistlib, xml.dom.minidom, xml.etree.ElementTree as ET, xml.sax

root = ET.fromstring('<?xml version="1.0"?><r a="1" xmlns:n="urn:n"><b>x &amp; y</b><n:c n:d="2">t<e/>u</n:c><!-- c --></r>')
print(ET.tostring(root), [e.tag for e in root.iter()], root.find('b').text, len(root.findall(".//{urn:n}c")))
ET.indent(root)
print(ET.tostring(root, encoding='unicode'))
for event, element in ET.iterparse(io.BytesIO(b'<a><b/><c>1</c></a>'), ['start', 'end']):
    print(event, element.tag)
for bad in ['<a><b></a>', '', '<a>&nope;</a>', '<a/><b/>', '<a b=1/>']:
    try:
        ET.fromstring(bad)
    except ET.ParseError as e:
        print(e, e.code, e.position)
document = xml.dom.minidom.parseString('<a><b c="1">t</b><!--x--><![CDATA[<]]></a>')
print(document.toxml(), [n.nodeName for n in document.documentElement.childNodes])


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attributes):
        print('start', name, dict(attributes))

    def characters(self, content):
        print('text', repr(content))


xml.sax.parseString('<a x="1">one<b/>two</a>', Handler())
print(plistlib.loads(plistlib.dumps({'list': [1, 2.5, b'x', True, None or 'n'], 'd': {'k': 'v'}})))
