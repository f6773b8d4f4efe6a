# from: CR LF in paths, hosts and headers
# after: a second request in the first
# must: contained
import http.client

for host, path, headers in (('example.com', '/a\r\nHost: 127.0.0.1', {}), ('example.com\r\nX: 1', '/', {}), ('example.com', '/', {'A\r\nB': 'c'}), ('example.com', '/', {'A': 'b\r\n\r\nGET http://127.0.0.1:@PORT@/ HTTP/1.1'}), ('127.0.0.1:@PORT@', '/', {}), ('example.com', 'http://127.0.0.1:@PORT@/', {}), ('example.com', '/', {'Host': '127.0.0.1'}), ('example.com', '/', {'Content-Length': '5', 'Transfer-Encoding': 'chunked'}), ('example.com', '/ HTTP/1.1\r\n\r\nGET /', {}), ('inside.test', '/', {'Host': 'example.com'})):
    for method in ('GET', 'CONNECT', 'POST', 'G\r\nX', 'TRACE'):
        try:
            c = http.client.HTTPConnection(host, timeout=0.02)
            if method == 'CONNECT':
                c.set_tunnel('127.0.0.1', @PORT@)
            c.request(method, path, b'12345', headers)
            print('ESCAPED', c.getresponse().read())
        except Exception as e:
            kind = type(e).__name__
print('none')
