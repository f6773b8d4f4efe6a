# Sockets: calls of the system that may wait. The system answers None where the time is over, and a negative number
# where a name was not found.


def socket_open(sock):
    family, type, proto = socket_kind(sock)
    try:
        number = system('socket', family, type, proto)
    except OSError as e:
        if e.errno != 24:
            raise
        number = None
    if number is None:
        # Too many are open: those that were abandoned are closed.
        find_and_load('gc').collect()
        number = system('socket', family, type, proto)
    socket_opened(sock, number)


def socket_done(answer):
    if answer is None:
        raise TimeoutError('timed out')
    if type(answer) is int and answer < 0:
        socket_lookup_error(answer)
    return answer


def socket_peer(address, family):
    return address + (0, 0) if family == 10 else address


def socket_wait(number, writing, timeout):
    """Other threads go on until the socket is ready, or the time is over."""
    if timeout == 0 or thread_count() < 2:
        return
    if not library_import('_host_calls').wait_for_socket(max(number, 0), writing, None if timeout < 0 else timeout):
        raise TimeoutError('timed out')


def socket_connect(number, host, port, timeout):
    host = host or '0.0.0.0'
    socket_done(system('connect', max(number, 0), host, port, timeout))


def socket_connect_ex(number, host, port, timeout):
    host = host or '0.0.0.0'
    errno = 0
    answer = True
    try:
        answer = system('connect', max(number, 0), host, port, timeout)
    except OSError as e:
        errno = e.errno
    if answer is None:
        return 11
    socket_done(answer)
    return errno


def socket_send(number, data, timeout):
    socket_wait(number, True, timeout)
    return socket_done(system('send', max(number, 0), data, timeout))


def socket_sendall(number, data, timeout):
    at = 0
    while at < len(data):
        socket_wait(number, True, timeout)
        at += socket_done(system('send', max(number, 0), data[at : at + 65536], timeout))


def socket_sendto(number, data, host, port, timeout):
    host = host or '0.0.0.0'
    return socket_done(system('sendto', max(number, 0), data, host, port, timeout))


def socket_recv(number, n, timeout):
    socket_wait(number, False, timeout)
    return socket_done(system('recv', max(number, 0), n, timeout))


def socket_recvfrom(number, n, timeout):
    socket_wait(number, False, timeout)
    data, address = socket_done(system('recvfrom', max(number, 0), n, timeout))
    return data, socket_peer(address, 10 if ':' in address[0] else 2)


def socket_fill(buffer, data):
    with memoryview(buffer) as view, view.cast('B') as bytes_view:
        bytes_view[: len(data)] = data
    return len(data)


def socket_recv_into(buffer, number, n, timeout):
    return socket_fill(buffer, socket_recv(number, n, timeout))


def socket_recvfrom_into(buffer, number, n, timeout):
    data, address = socket_recvfrom(number, n, timeout)
    return socket_fill(buffer, data), address


def socket_name(which, number, family):
    return socket_peer(system(which, max(number, 0)), family)


def socket_getaddrinfo(host, port, family, type, proto, flags):
    if host is not None:
        hosts = [host]
    elif family == 2:
        hosts = ['0.0.0.0' if flags & 1 else '127.0.0.1']
    elif family == 10:
        hosts = ['::' if flags & 1 else '::1']
    else:
        hosts = ['0.0.0.0', '::'] if flags & 1 else ['::1', '127.0.0.1']
    out = []
    for name in hosts:
        for f, t, p, canonical, address in socket_done(system('getaddrinfo', name, port, family, type, proto, flags)):
            out.append((f, t, p, canonical, socket_peer(address, f)))
    return out


def socket_gethostbyname(host):
    if host == '':
        return '0.0.0.0'
    return socket_getaddrinfo(host, 0, 2, 1, 0, 0)[0][4][0]


def socket_gethostbyname_ex(host):
    found = socket_getaddrinfo(host, 0, 2, 1, 0, 0)
    return host, [], [entry[4][0] for entry in found]


def socket_gethostname():
    return system('process')[5]


def socket_starttls(number, hostname, alpn, timeout):
    return system('starttls', number, hostname, alpn, timeout)
