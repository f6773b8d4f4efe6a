# from: chdir, getcwd, relative paths after rename
# after: a working directory outside of the mount
# must: contained
import os

for path in ('..', '/..', '/folder-link', '@FOLDER@', '/proc-link/cwd', '~', '', '.', '/sub/..', '/sub/../..', '\0'):
    try:
        os.chdir(path)
        print(os.getcwd())
        for name in ('secret.txt', '../outside/secret.txt', '..'):
            try:
                if 'canary' in open(name).read():
                    print('ESCAPED', path)
            except Exception:
                pass
    except Exception as e:
        print(type(e).__name__)
try:
    os.mkdir('/moved')
    os.chdir('/moved')
    os.rename('/moved', '/elsewhere')
    print(os.getcwd(), os.listdir('.'))
    os.chdir('/')
    os.rmdir('/elsewhere')
except Exception as e:
    print(type(e).__name__)
