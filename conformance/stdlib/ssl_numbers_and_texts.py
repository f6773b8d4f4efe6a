# Numbers of TLS by name, certificates as text, their times.
import ssl

for kind in (ssl.SSLErrorNumber, ssl.VerifyMode):
    print(kind.__name__, sorted((name, int(value)) for name, value in kind.__members__.items()))
print(ssl.OP_NO_TICKET, ssl.PROTOCOL_TLSv1_2, ssl.ALERT_DESCRIPTION_UNKNOWN_CA, ssl.SSL_ERROR_EOF, ssl.PEM_HEADER)
pem = ssl.DER_cert_to_PEM_cert(bytes(range(100)))
print(pem, ssl.PEM_cert_to_DER_cert(pem) == bytes(range(100)))
for text in ('x', ssl.PEM_HEADER):
    try:
        ssl.PEM_cert_to_DER_cert(text)
    except ValueError as e:
        print(e)
print(ssl.cert_time_to_seconds('Jan  5 09:34:43 2018 GMT'), ssl.cert_time_to_seconds('Jun 30 23:59:60 2012 GMT'))
try:
    ssl.cert_time_to_seconds('today')
except ValueError as e:
    print(e)
print(ssl.get_protocol_name(ssl.PROTOCOL_TLS_CLIENT), ssl.get_protocol_name(99), len(ssl.RAND_bytes(8)))
