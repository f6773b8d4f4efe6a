# from: chroot: ..
# after: a file outside of the mount
# must: contained
for path in ('@CANARY@', '/../outside/secret.txt', '../outside/secret.txt', '/sub/../../outside/secret.txt', '/./.././../outside/secret.txt', '//../outside/secret.txt', '/sub//..//..//outside//secret.txt', '/a.txt/../../outside/secret.txt', '..', '/..', '/../..', '/' + '../' * 5000 + '@CANARY@', '/nosuch/../../outside/secret.txt', '/sub/./../.\\../outside', '/%2e%2e/outside/secret.txt', '/..%2foutside', '/\u2025/outside/secret.txt', '/\uff0e\uff0e/outside/secret.txt', '/.\u200b./outside', '/..\u2215outside\u2215secret.txt', '\\..\\outside\\secret.txt', '/..;/outside', '/.../outside', '~/../outside', '~root/.bashrc', '$HOME', 'file://@CANARY@'):
    try:
        text = open(path).read()
        if 'canary' in text:
            print('ESCAPED', path[:60])
        print('read', len(text))
    except Exception as e:
        print(type(e).__name__)
