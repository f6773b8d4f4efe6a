# from: URL parsers that disagree: credentials, backslashes, fragments
# after: another host than the one that was checked
# must: contained
import urllib.request

for url in ('http://127.0.0.1:@PORT@/', 'http://example.com@127.0.0.1:@PORT@/', 'http://127.0.0.1:@PORT@\\@example.com/', 'http://example.com#@127.0.0.1:@PORT@/', 'http://example.com:80@127.0.0.1:@PORT@/', 'http://[::1]:@PORT@/', 'http://[::ffff:127.0.0.1]:@PORT@/', 'http://inside.test:@PORT@/', 'http://0x7f.1:@PORT@/', 'http:127.0.0.1:@PORT@', '//127.0.0.1:@PORT@/', 'http://127.0.0.1:@PORT@\t/', 'http://127.0.0.1:@PORT@ /', 'http://%31%32%37.0.0.1:@PORT@/', 'http://rebind.test:@PORT@/', 'https://127.0.0.1:@PORT@/', 'ftp://127.0.0.1:@PORT@/', 'file://@CANARY@', 'file:@CANARY@', 'file://localhost@CANARY@', 'local_file://@CANARY@', 'FILE://@CANARY@', 'data:text/plain,x', 'jar:http://x', 'gopher://127.0.0.1:@PORT@/', 'url:file://@CANARY@', '<url:file://@CANARY@>', 'unknown:x', 'http://a b/', 'http://' + 'a' * 100000):
    for use in (urllib.request.urlopen, lambda u, timeout: urllib.request.URLopener().open(u) if hasattr(urllib.request, 'URLopener') else 0):
        try:
            r = use(url, timeout=0.02)
            text = r.read()
            if b'canary' in text:
                print('ESCAPED', url)
            print('read', url[:30])
        except Exception as e:
            kind = type(e).__name__
print('none')
