# from: /proc, /dev, /sys, /etc
# after: memory, environment and descriptors of the host's process
# must: contained
for path in ('/proc/self/environ', '/proc/self/mem', '/proc/self/maps', '/proc/self/fd/0', '/proc/self/fd/1', '/proc/self/fd/3', '/proc/self/cmdline', '/proc/self/root/etc/passwd', '/proc/self/cwd', '/proc/1/environ', '/proc/thread-self/environ', '/proc/net/tcp', '/dev/fd/0', '/dev/fd/3', '/dev/stdin', '/dev/stdout', '/dev/tty', '/dev/mem', '/dev/zero', '/dev/random', '/dev/shm/x', '/sys/kernel', '/etc/passwd', '/etc/shadow', '/root/.ssh/id_rsa', '/var/run/docker.sock', '/run/secrets', '/home', '/tmp', '/proc/../proc/self/environ', '/./proc/self/environ', '//proc/self/environ'):
    for mode in ('r', 'rb', 'w', 'a', 'r+b'):
        try:
            f = open(path, mode)
            r = f.read(200) if 'r' in mode else f.write('x')
            if 'canary' in str(r) or 'root:' in str(r) or b'PATH=' in str(r).encode():
                print('ESCAPED', path)
            print('opened', path, mode)
        except Exception as e:
            kind = type(e).__name__
print('done')
