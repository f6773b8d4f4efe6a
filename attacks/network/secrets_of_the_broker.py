# from: headers that the host adds
# after: a secret that the broker puts into requests
# must: contained
import sys

texts = []
for m in list(sys.modules.values()):
    for name, value in list(vars(m).items()):
        if isinstance(value, (str, bytes, dict, list, tuple)):
            texts.append(str(value)[:10000])
if any('canary-header' in t for t in texts):
    print('ESCAPED')
try:
    import http.client

    c = http.client.HTTPConnection('example.com', timeout=0.02)
    c.request('GET', '/')
    print(c._buffer)
    print(c.getresponse().headers)
except Exception as e:
    print(type(e).__name__)
