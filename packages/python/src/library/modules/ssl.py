"""TLS for the client sockets of this cell. The supervisor makes the handshake and checks the certificate: the program
says for which host, and can trust no more than its host does."""

import _ssl
import enum
import socket as _sockets
from socket import AF_INET, SOCK_STREAM, create_connection


class SSLError(OSError):
    """An error of TLS."""

    library = None
    reason = None

    def __str__(self):
        return str(self.strerror) if self.strerror is not None else super().__str__()


class SSLZeroReturnError(SSLError):
    """The other side closed the connection."""


class SSLWantReadError(SSLError):
    """Not used here: operations wait in the supervisor."""


class SSLWantWriteError(SSLError):
    """Not used here: operations wait in the supervisor."""


class SSLSyscallError(SSLError):
    """An error of the system under TLS."""


class SSLEOFError(SSLError):
    """The connection ended without saying so."""


class SSLCertVerificationError(SSLError, ValueError):
    """The certificate of the other side is not what it should be."""

    verify_code = 0
    verify_message = ''


CertificateError = SSLCertVerificationError


class VerifyMode(enum.IntEnum):
    CERT_NONE = 0
    CERT_OPTIONAL = 1
    CERT_REQUIRED = 2


class VerifyFlags(enum.IntFlag):
    VERIFY_DEFAULT = 0
    VERIFY_CRL_CHECK_LEAF = 4
    VERIFY_CRL_CHECK_CHAIN = 12
    VERIFY_X509_STRICT = 32
    VERIFY_ALLOW_PROXY_CERTS = 64
    VERIFY_X509_TRUSTED_FIRST = 32768
    VERIFY_X509_PARTIAL_CHAIN = 524288


class TLSVersion(enum.IntEnum):
    MINIMUM_SUPPORTED = -2
    TLSv1 = 769
    TLSv1_1 = 770
    TLSv1_2 = 771
    TLSv1_3 = 772
    MAXIMUM_SUPPORTED = -1


class Options(enum.IntFlag):
    OP_NO_SSLv2 = 0
    OP_SINGLE_DH_USE = 0
    OP_SINGLE_ECDH_USE = 0
    OP_LEGACY_SERVER_CONNECT = 4
    OP_ENABLE_KTLS = 8
    OP_IGNORE_UNEXPECTED_EOF = 128
    OP_NO_TICKET = 16384
    OP_NO_COMPRESSION = 131072
    OP_ENABLE_MIDDLEBOX_COMPAT = 1048576
    OP_CIPHER_SERVER_PREFERENCE = 4194304
    OP_NO_SSLv3 = 33554432
    OP_NO_TLSv1 = 67108864
    OP_NO_TLSv1_2 = 134217728
    OP_NO_TLSv1_1 = 268435456
    OP_NO_TLSv1_3 = 536870912
    OP_NO_RENEGOTIATION = 1073741824
    OP_ALL = 2147483728


class _SSLMethod(enum.IntEnum):
    PROTOCOL_TLS = 2
    PROTOCOL_TLSv1 = 3
    PROTOCOL_TLSv1_1 = 4
    PROTOCOL_TLSv1_2 = 5
    PROTOCOL_TLS_CLIENT = 16
    PROTOCOL_TLS_SERVER = 17


class Purpose(enum.Enum):
    SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
    CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'


# What the other side says when it ends a connection.
AlertDescription = enum.IntEnum('AlertDescription', {
    f'ALERT_DESCRIPTION_{name}': number for number, name in {
        0: 'CLOSE_NOTIFY', 10: 'UNEXPECTED_MESSAGE', 20: 'BAD_RECORD_MAC', 22: 'RECORD_OVERFLOW',
        30: 'DECOMPRESSION_FAILURE', 40: 'HANDSHAKE_FAILURE', 42: 'BAD_CERTIFICATE', 43: 'UNSUPPORTED_CERTIFICATE',
        44: 'CERTIFICATE_REVOKED', 45: 'CERTIFICATE_EXPIRED', 46: 'CERTIFICATE_UNKNOWN', 47: 'ILLEGAL_PARAMETER',
        48: 'UNKNOWN_CA', 49: 'ACCESS_DENIED', 50: 'DECODE_ERROR', 51: 'DECRYPT_ERROR', 70: 'PROTOCOL_VERSION',
        71: 'INSUFFICIENT_SECURITY', 80: 'INTERNAL_ERROR', 90: 'USER_CANCELLED', 100: 'NO_RENEGOTIATION',
        110: 'UNSUPPORTED_EXTENSION', 111: 'CERTIFICATE_UNOBTAINABLE', 112: 'UNRECOGNIZED_NAME',
        113: 'BAD_CERTIFICATE_STATUS_RESPONSE', 114: 'BAD_CERTIFICATE_HASH_VALUE', 115: 'UNKNOWN_PSK_IDENTITY',
    }.items()
}, module=__name__)
SSLErrorNumber = enum.IntEnum('SSLErrorNumber', {
    'SSL_ERROR_SSL': 1, 'SSL_ERROR_WANT_READ': 2, 'SSL_ERROR_WANT_WRITE': 3, 'SSL_ERROR_WANT_X509_LOOKUP': 4,
    'SSL_ERROR_SYSCALL': 5, 'SSL_ERROR_ZERO_RETURN': 6, 'SSL_ERROR_WANT_CONNECT': 7, 'SSL_ERROR_EOF': 8,
    'SSL_ERROR_INVALID_ERROR_CODE': 10,
}, module=__name__)

for _enum in (VerifyMode, VerifyFlags, Options, _SSLMethod, AlertDescription, SSLErrorNumber):
    globals().update(_enum.__members__)
del _enum
PROTOCOL_SSLv23 = PROTOCOL_TLS

HAS_SNI = HAS_ALPN = HAS_ECDH = HAS_TLSv1_2 = HAS_TLSv1_3 = True
HAS_NPN = HAS_SSLv2 = HAS_SSLv3 = HAS_TLSv1 = HAS_TLSv1_1 = HAS_PSK = HAS_NEVER_CHECK_COMMON_NAME = False
OPENSSL_VERSION = 'TLS of the supervisor'
OPENSSL_VERSION_INFO = (3, 0, 0, 0, 0)
OPENSSL_VERSION_NUMBER = 0x30000000

PEM_HEADER, PEM_FOOTER = '-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'
HAS_PHA = False
CHANNEL_BINDING_TYPES = []
socket_error = OSError

_ALWAYS = 'the supervisor of this cell verifies every certificate: that cannot be switched off'


class SSLContext:
    """What is wanted of connections. Certificates are always verified, by what the host trusts."""

    sslsocket_class = None
    post_handshake_auth = None
    keylog_filename = None

    def __init__(self, protocol=PROTOCOL_TLS_CLIENT):
        if protocol == PROTOCOL_TLS_SERVER:
            raise PermissionError('a cell cannot wait for connections')
        self._protocol = _SSLMethod(protocol)
        self._alpn = []
        self.options = Options.OP_NO_SSLv3 | Options.OP_NO_COMPRESSION
        self.minimum_version = TLSVersion.TLSv1_2
        self.maximum_version = TLSVersion.MAXIMUM_SUPPORTED
        self.verify_flags = VerifyFlags.VERIFY_X509_TRUSTED_FIRST

    @property
    def protocol(self):
        return self._protocol

    @property
    def check_hostname(self):
        return True

    @check_hostname.setter
    def check_hostname(self, value):
        if not value:
            raise PermissionError(_ALWAYS)

    @property
    def verify_mode(self):
        return VerifyMode.CERT_REQUIRED

    @verify_mode.setter
    def verify_mode(self, value):
        if value != VerifyMode.CERT_REQUIRED:
            raise PermissionError(_ALWAYS)

    def set_alpn_protocols(self, alpn_protocols):
        names = [str(name) for name in alpn_protocols]
        if not all(0 < len(name) < 256 and ',' not in name for name in names):
            raise SSLError('ALPN protocols must be 1 to 255 bytes long')
        self._alpn = names

    def set_ciphers(self, ciphers, /):
        if not isinstance(ciphers, str):
            raise TypeError('set_ciphers() argument must be str')

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        pass

    def set_default_verify_paths(self):
        pass

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        raise PermissionError('what is trusted is what the host of this cell trusts: no certificates can be added')

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        raise PermissionError('certificates of clients are the host\'s: none can be loaded')

    def wrap_socket(
        self,
        sock,
        server_side=False,
        do_handshake_on_connect=True,
        suppress_ragged_eofs=True,
        server_hostname=None,
        session=None,
    ):
        if server_side:
            raise PermissionError('a cell cannot wait for connections')
        if server_hostname is None:
            raise ValueError('check_hostname requires server_hostname')
        if not isinstance(server_hostname, str):
            raise TypeError(f'server_hostname must be str, not {type(server_hostname).__name__}')
        if server_hostname == '' or server_hostname.startswith('.'):
            raise ValueError('server_hostname cannot be an empty string or start with a leading dot.')
        if sock.type != SOCK_STREAM:
            raise NotImplementedError('only stream sockets are supported')
        return (self.sslsocket_class or SSLSocket)._wrapped(sock, self, server_hostname, do_handshake_on_connect)


class SSLSocket(_sockets.socket):
    """A socket with TLS; made by SSLContext.wrap_socket()."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f'{type(self).__name__} does not have a public constructor. Instances are returned by SSLContext.wrap_socket().')

    @classmethod
    def _wrapped(cls, sock, context, server_hostname, handshake):
        self = cls.__new__(cls)
        timeout = sock.gettimeout()
        family, kind, proto = sock.family, sock.type, sock.proto
        super(SSLSocket, self).__init__(family, kind, proto, fileno=sock.detach())
        self.settimeout(timeout)
        self.context = context
        self.server_hostname = server_hostname
        self.server_side = False
        self.session = None
        self.session_reused = False
        self._state = None
        try:
            self.getpeername()
        except OSError:
            connected = False
        else:
            connected = True
        if connected and handshake:
            try:
                self.do_handshake()
            except BaseException:
                self.close()
                raise
        return self

    def do_handshake(self, block=False):
        if self._state is not None:
            return
        answer = _ssl.starttls(
            self.fileno(), self.server_hostname, ','.join(self.context._alpn), self.gettimeout() or None
        )
        if answer is None:
            raise TimeoutError('_ssl.c: The handshake operation timed out')
        if len(answer) == 2:
            failure, text = answer
            if failure == 'verify':
                error = SSLCertVerificationError(1, f'[SSL: CERTIFICATE_VERIFY_FAILED] {text}')
                error.verify_message = text.partition(': ')[2]
                error.reason = 'CERTIFICATE_VERIFY_FAILED'
            else:
                error = SSLError(1, f'[SSL] {text}')
            error.library = 'SSL'
            raise error
        self._state = answer

    def connect(self, addr):
        super().connect(addr)
        self.do_handshake()

    def connect_ex(self, addr):
        result = super().connect_ex(addr)
        if result == 0:
            self.do_handshake()
        return result

    def read(self, len=1024, buffer=None):
        return self.recv(len) if buffer is None else self.recv_into(buffer, len)

    def write(self, data):
        return self.send(data)

    def pending(self):
        return 0

    def unwrap(self):
        raise OSError(95, 'Operation not supported')

    def version(self):
        return self._state[0] if self._state is not None else None

    def cipher(self):
        return (self._state[1], self._state[0], self._state[2]) if self._state is not None else None

    def shared_ciphers(self):
        return None

    def compression(self):
        return None

    def selected_alpn_protocol(self):
        return (self._state[3] or None) if self._state is not None else None

    def selected_npn_protocol(self):
        return None

    def getpeercert(self, binary_form=False):
        if self._state is None:
            raise ValueError('handshake not done yet')
        if not binary_form:
            raise NotImplementedError('getpeercert() gives certificates in their binary form only')
        return self._state[4] or None

    def get_channel_binding(self, cb_type='tls-unique'):
        return None


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    if purpose is not Purpose.SERVER_AUTH:
        raise PermissionError('a cell cannot wait for connections')
    context = SSLContext(PROTOCOL_TLS_CLIENT)
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    return context


def _create_unverified_context(*args, **kwargs):
    raise PermissionError(_ALWAYS)


_create_default_https_context = create_default_context
_create_stdlib_context = create_default_context


def match_hostname(cert, hostname):
    raise NotImplementedError('the supervisor of this cell compares host names')


def get_server_certificate(addr, ca_certs=None, timeout=_sockets._GLOBAL_DEFAULT_TIMEOUT):
    with create_connection(addr, timeout=timeout) as sock:
        with create_default_context().wrap_socket(sock, server_hostname=addr[0]) as wrapped:
            return DER_cert_to_PEM_cert(wrapped.getpeercert(True))


def PEM_cert_to_DER_cert(pem_cert_string):
    """The bytes of a certificate."""
    import base64
    text = pem_cert_string.strip()
    if not text.startswith(PEM_HEADER):
        raise ValueError(f'Invalid PEM encoding; must start with {PEM_HEADER}')
    if not text.endswith(PEM_FOOTER):
        raise ValueError(f'Invalid PEM encoding; must end with {PEM_FOOTER}')
    return base64.decodebytes(text[len(PEM_HEADER):-len(PEM_FOOTER)].encode('ascii', 'strict'))


def cert_time_to_seconds(cert_time):
    """Seconds since the epoch of a time in a certificate."""
    import calendar
    import time
    try:
        fields = time.strptime(cert_time, '%b %d %H:%M:%S %Y GMT')
    except ValueError:
        raise ValueError(
            f"time data {cert_time!r} does not match format \"%b %d %H:%M:%S %Y GMT\"") from None
    return calendar.timegm(fields)


def get_protocol_name(protocol_code):
    """The name of a PROTOCOL_… number."""
    return _SSLMethod(protocol_code).name if protocol_code in set(_SSLMethod) else '<unknown>'


def RAND_bytes(num, /):
    """Random bytes."""
    import os
    return os.urandom(num)


def RAND_status():
    """Whether there are random numbers."""
    return True


def RAND_add(string, entropy, /):
    """More to make random numbers of: nothing is needed."""


def DER_cert_to_PEM_cert(der_cert_bytes):
    import base64

    text = base64.standard_b64encode(der_cert_bytes).decode('ascii')
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    return '\n'.join(['-----BEGIN CERTIFICATE-----', *lines, '-----END CERTIFICATE-----', ''])
