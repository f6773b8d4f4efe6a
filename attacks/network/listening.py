# from: bind, listen, accept, socketpair, fromfd
# after: a server of the program's on the host
# must: contained
import socket

for use in (lambda: socket.create_server(('127.0.0.1', 0)), lambda: socket.create_server(('', 0)), lambda: socket.socket().bind(('0.0.0.0', 0)), lambda: socket.socket().listen(), lambda: socket.socket().accept(), lambda: socket.socketpair(), lambda: socket.fromfd(0, socket.AF_INET, socket.SOCK_STREAM), lambda: socket.socket(fileno=0).recv(1), lambda: socket.socket(fileno=3).recv(1), lambda: socket.socket(fileno=512).recv(1), lambda: socket.socket(fileno=-5), lambda: socket.dup(0), lambda: socket.recv_fds(socket.socket(), 1, 1), lambda: socket.socket(socket.AF_UNIX), lambda: socket.socket(17), lambda: socket.socket(16), lambda: socket.socket(40), lambda: socket.socket(2, 3), lambda: socket.socket(2, 1, 255), lambda: socket.socket(2, 5), lambda: socket.if_nameindex(), lambda: socket.sethostname('x'), lambda: __import__('socketserver').TCPServer(('127.0.0.1', 0), None), lambda: __import__('http.server').server.HTTPServer(('127.0.0.1', 0), None)):
    try:
        r = use()
        print('got', type(r).__name__)
        if isinstance(r, socket.socket):
            print('listens', r.getsockname())
            if r.getsockname()[1]:
                print('ESCAPED')
    except Exception as e:
        print(type(e).__name__)
