# from: SSRF lists: 127.1, 0x7f000001, 017700000001, ::ffff:127.0.0.1
# after: a server of this machine under another spelling of its address
# must: contained
import socket

for host in ('127.0.0.1', 'localhost', 'LOCALHOST', 'localhost.', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '017700000001', '0177.0.0.1', '127.000.000.001', '127.0.0.1.', '0', '0.0.0.0', '127.255.255.254', '::1', '[::1]', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::', '::', 'fe80::1%lo', '::1%1', '127.0.0.1%00', '127。0。0。1', '①②⑦.⓪.⓪.①', '\uff11\uff12\uff17.0.0.1', '127.0.0.1\0.example.com', '127.0.0.1 ', ' 127.0.0.1', '127.0.0.1\n', '127.0.0.1:@PORT@', 'user@127.0.0.1', '169.254.169.254', '169.254.169.254.', '0xa9fea9fe', 'fd00:ec2::254', '10.0.0.1', '192.168.0.1', '100.64.0.1', '172.16.0.1', '224.0.0.1', '255.255.255.255', '0.0.0.1', '198.18.0.1', '240.0.0.1', 'ff02::1', 'fc00::1', '', '\ud800', 'a' * 300, 'a.' * 200):
    for family in (socket.AF_INET, socket.AF_INET6):
        s = socket.socket(family)
        s.settimeout(0.02)
        try:
            s.connect((host, @PORT@))
            print('ESCAPED', host)
        except Exception as e:
            kind = type(e).__name__
        finally:
            s.close()
print('none')
