# from: AF_UNIX, abstract names, docker.sock
# after: sockets of the host's file system
# must: contained
import socket

for path in ('/var/run/docker.sock', '/tmp/.X11-unix/X0', '\0abstract', '@CANARY@', b'\0dbus', '/run/systemd/private'):
    for kind in (1, 2):
        try:
            s = socket.socket(getattr(socket, 'AF_UNIX', 1), kind)
            s.connect(path)
            print('ESCAPED', path)
        except Exception as e:
            print(type(e).__name__)
