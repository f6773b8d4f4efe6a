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
    VERIFY_X509_STRICT = 32
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
    OP_NO_SSLv3 = 33554432
    OP_NO_TLSv1 = 67108864
    OP_NO_TLSv1_1 = 268435456
    OP_NO_COMPRESSION = 131072
    OP_IGNORE_UNEXPECTED_EOF = 128


class _SSLMethod(enum.IntEnum):
    PROTOCOL_TLS = 2
    PROTOCOL_TLS_CLIENT = 16
    PROTOCOL_TLS_SERVER = 17


class Purpose(enum.Enum):
    SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
    CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'


for _enum in (VerifyMode, VerifyFlags, Options, _SSLMethod):
    globals().update(_enum.__members__)
del _enum
PROTOCOL_SSLv23 = PROTOCOL_TLS

HAS_SNI = HAS_ALPN = HAS_ECDH = HAS_TLSv1_2 = HAS_TLSv1_3 = True
HAS_NPN = HAS_SSLv2 = HAS_SSLv3 = HAS_TLSv1 = HAS_TLSv1_1 = HAS_PSK = HAS_NEVER_CHECK_COMMON_NAME = False
OPENSSL_VERSION = 'TLS of the supervisor'
OPENSSL_VERSION_INFO = (3, 0, 0, 0, 0)
OPENSSL_VERSION_NUMBER = 0x30000000

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


def DER_cert_to_PEM_cert(der_cert_bytes):
    import base64

    text = base64.standard_b64encode(der_cert_bytes).decode('ascii')
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    return '\n'.join(['-----BEGIN CERTIFICATE-----', *lines, '-----END CERTIFICATE-----', ''])
