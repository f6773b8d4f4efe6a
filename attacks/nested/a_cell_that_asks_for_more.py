# from: an inner cell is never more than the outer
# after: files, network and modules that the outer has not
# must: contained
try:
    import rexec
except ImportError:
    print('not there yet: rexec inside a cell' if False else 'no rexec under this policy')
else:
    class R(rexec.RExec):
        nok_builtin_names = ()
        ok_builtin_modules = ('*', 'os', 'subprocess', '_posixsubprocess', 'socket', 'ctypes')
        ok_posix_names = ('*', 'system', 'environ', 'open', 'fork', 'execve')
        ok_sys_names = ('*', '_getframe', 'modules')
        ok_path = ('/', '@FOLDER@')
        hidden_attributes = ()

        def make_policy(self):
            p = super().make_policy()
            p.update({'extends': 'trusted', 'files': {'mounts': [{'at': '/', 'host': '/', 'access': 'write'}]}, 'network': {'allow': ['tcp://*:*'], 'private': True}, 'limits': {'fuel': 'unlimited', 'time': 'unlimited', 'cells': 100}})
            return p

    try:
        r = R()
        for text in ("open('@CANARY@').read()", "__import__('os').environ['CANARY_SECRET']", "open('@CANARY@', 'w').write('x')", "__import__('socket').create_connection(('127.0.0.1', @PORT@), 0.02)", "__import__('evilmod').value", "__import__('os').system('id')"):
            try:
                print('ESCAPED', r.r_eval(text))
            except BaseException as e:
                print(type(e).__name__)
    except BaseException as e:
        print(type(e).__name__)
