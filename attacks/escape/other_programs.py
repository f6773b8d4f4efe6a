# from: every list of sandbox escapes
# after: a process of the host
# must: contained
import sys

commands = [
    "__import__('os').system('echo x >> @CANARY@')",
    "__import__('os').popen('cat @CANARY@').read()",
    "__import__('os').execv('/bin/sh', ['sh', '-c', 'echo x >> @CANARY@'])",
    "__import__('os').fork()",
    "__import__('os').forkpty()",
    "__import__('os').posix_spawn('/bin/sh', ['sh'], {})",
    "__import__('os').spawnl(0, '/bin/sh', 'sh')",
    "__import__('os').startfile('x')",
    "__import__('os').kill(1, 9)",
    "__import__('os').setuid(0)",
    "__import__('os').dlopen('x')",
    "__import__('subprocess').check_output(['cat', '@CANARY@'])",
    "__import__('subprocess').getoutput('cat @CANARY@')",
    "__import__('_posixsubprocess').fork_exec(*[None] * 23)",
    "__import__('pty').spawn('/bin/sh')",
    "__import__('multiprocessing').Process(target=print).start()",
    "__import__('concurrent.futures').futures.ProcessPoolExecutor().submit(print).result()",
    "__import__('webbrowser').open('file://@CANARY@')",
    "__import__('platform').uname().processor",
    "__import__('uuid').getnode()",
    "__import__('ensurepip').bootstrap()",
    "__import__('venv').create('/x')",
    "__import__('signal').raise_signal(9)",
    "__import__('posix').system('true')",
]
for c in commands:
    try:
        r = eval(c)
        if isinstance(r, (str, bytes)) and b'canary' in str(r).encode():
            print('ESCAPED', c)
        if r == 0 and 'system' in c:
            print('ESCAPED', c)
        print('gave', type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
