# from: ftplib, smtplib, imaplib, poplib, telnetlib, xmlrpc, asyncio
# after: a connection by a library that opens its own
# must: contained
for use in (
    lambda: __import__('ftplib').FTP('127.0.0.1', timeout=0.02),
    lambda: __import__('smtplib').SMTP('127.0.0.1', @PORT@, timeout=0.02),
    lambda: __import__('imaplib').IMAP4('127.0.0.1', @PORT@, 0.02),
    lambda: __import__('poplib').POP3('127.0.0.1', @PORT@, 0.02),
    lambda: __import__('nntplib').NNTP('127.0.0.1', @PORT@),
    lambda: __import__('xmlrpc.client').client.ServerProxy('http://127.0.0.1:@PORT@').x(),
    lambda: __import__('asyncio').run(__import__('asyncio').open_connection('127.0.0.1', @PORT@)),
    lambda: __import__('logging.handlers').handlers.SysLogHandler(('127.0.0.1', @PORT@)).send(b'x'),
    lambda: __import__('multiprocessing.connection').connection.Client(('127.0.0.1', @PORT@)),
    lambda: __import__('asyncore').dispatcher().connect(('127.0.0.1', @PORT@)),
    lambda: __import__('urllib.robotparser').robotparser.RobotFileParser('http://127.0.0.1:@PORT@/').read(),
    lambda: __import__('xml.sax').sax.parse('http://127.0.0.1:@PORT@/'),
    lambda: __import__('xml.sax').sax.parseString('<!DOCTYPE a [<!ENTITY x SYSTEM "file://@CANARY@">]><a>&x;</a>', None),
    lambda: __import__('xml.etree.ElementTree').etree.ElementTree.fromstring('<!DOCTYPE a [<!ENTITY x SYSTEM "file://@CANARY@">]><a>&x;</a>').text,
    lambda: __import__('xml.dom.minidom').dom.minidom.parseString('<!DOCTYPE a SYSTEM "http://127.0.0.1:@PORT@/"><a/>'),
    lambda: __import__('ipaddress').ip_address('127.0.0.1').is_private,
):
    try:
        r = use()
        if 'canary' in str(r):
            print('ESCAPED', r)
        print(type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
