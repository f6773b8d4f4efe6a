# from: rexec on 2.7 (HERITAGE 1.5, hole 13)
# after: the supervisor's next call fails
# must: contained
import sys

for name in list(sys.modules):
    if name != 'sys':
        del sys.modules[name]
sys.modules.clear()
print('cleared')
import builtins

print(builtins.__name__)
