# from: ssl contexts: no verification, own trust, key logs
# after: keys, certificates and files of the host
# must: contained
import socket

for use in (
    lambda ssl: ssl._create_unverified_context(),
    lambda ssl: ssl.create_default_context(cafile='@CANARY@'),
    lambda ssl: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations('@CANARY@'),
    lambda ssl: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain('@CANARY@'),
    lambda ssl: ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
    lambda ssl: setattr(ssl.create_default_context(), 'keylog_filename', '@FOLDER@/new'),
    lambda ssl: ssl.get_server_certificate(('127.0.0.1', @PORT@), timeout=0.02),
    lambda ssl: ssl.create_default_context().wrap_socket(socket.create_connection(('127.0.0.1', @PORT@), 0.02)),
    lambda ssl: ssl.RAND_bytes(10**10),
    lambda ssl: ssl.enum_certificates('ROOT'),
    lambda ssl: ssl.get_default_verify_paths(),
    lambda ssl: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO()),
):
    try:
        import ssl

        print(type(use(ssl)).__name__)
    except Exception as e:
        print(type(e).__name__)
