# from: os.environ, getenv, putenv, expandvars, get_exec_path
# after: the host's environment
# must: contained
import os

for use in (lambda: dict(os.environ), lambda: os.getenv('CANARY_SECRET'), lambda: os.environb.get(b'CANARY_SECRET'), lambda: os.path.expandvars('$CANARY_SECRET'), lambda: os.get_exec_path(), lambda: os.putenv('CANARY_SECRET', 'changed'), lambda: os.environ.update(CANARY_SECRET='changed'), lambda: os.unsetenv('CANARY_SECRET'), lambda: os.environ.clear(), lambda: __import__('posix').environ, lambda: os.reload_environ(), lambda: os.environ.__class__.__init__.__globals__.get('environ'), lambda: os.getlogin(), lambda: os.uname(), lambda: os.getpid(), lambda: os.getppid(), lambda: os.getgroups(), lambda: os.cpu_count(), lambda: os.getloadavg(), lambda: os.times(), lambda: os.ctermid(), lambda: os.confstr('CS_PATH'), lambda: os.sysconf('SC_PAGE_SIZE'), lambda: __import__('sys').executable, lambda: __import__('sys').orig_argv, lambda: __import__('platform').platform(), lambda: __import__('socket').gethostname(), lambda: __import__('getpass').getuser(), lambda: __import__('pwd').getpwuid(0)):
    try:
        r = repr(use())
        if 'canary-' in r or 'node_modules' in r or '.mjs' in r:
            print('ESCAPED', r[:100])
        print(r[:60])
    except Exception as e:
        print(type(e).__name__)
