# from: cell_make with documents that lie
# after: a policy that is read as another
# must: contained
try:
    import rexec
except ImportError:
    print('no rexec under this policy')
else:
    for doc in ({}, None, 5, [], 'trusted', {'extends': 'trusted'}, {'extends': 5}, {'__proto__': {'extends': 'trusted'}}, {'constructor': {}}, {'files': {'mounts': [{'at': '/', 'host': '@FOLDER@', 'access': 'write'}]}}, {'files': {'mounts': [{'at': '/', 'host': '/'}]}}, {'files': {'mounts': [{'at': '/x', 'outer': '/../..'}]}}, {'files': {'mounts': [{'at': '/x', 'outer': '/folder-link'}]}}, {'files': {'mounts': [{'at': '/x', 'memory': '100 TB'}]}}, {'limits': {'fuel': -1}}, {'limits': {'memory': 'unlimited', 'time': 'unlimited', 'fuel': 'unlimited'}}, {'environment': {'A': 5}}, {'modules': {'allow': ['*'], 'path': ['@FOLDER@', '/folder-link']}}, {'network': {'private': True, 'allow': ['tcp://127.0.0.1:@PORT@']}}, {'network': {'secrets': [{'url': 'http://*/**', 'header': 'X', 'secret': 'TOKEN'}]}}, {'unknown': 1}, {1: 2}, {'extends': '\ud800'}, {'a': [[[[]]]] * 1000}):
        class R(rexec.RExec):
            def make_policy(self):
                return doc

        try:
            r = R()
            for text in ("open('@CANARY@').read()", "open('/secret.txt').read()", "open('/x/secret.txt').read()", "__import__('evilmod').value", "__import__('os').environ['CANARY_SECRET']", "__import__('socket').create_connection(('127.0.0.1', @PORT@), 0.02)"):
                try:
                    print('ESCAPED', r.r_eval(text))
                except BaseException as e:
                    kind = type(e).__name__
        except BaseException as e:
            print(type(e).__name__)
