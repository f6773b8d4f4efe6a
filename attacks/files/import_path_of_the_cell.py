# from: modules.path and sys.path over mounts
# after: a module that the program wrote, or a link to one
# must: contained
import sys

for folder in ('/', '/sub', '/tmp', '/folder-link', '/relative-link'):
    sys.path.append(folder)
    try:
        with open(folder + '/mymod.py', 'w') as f:
            f.write('import sys\nframe = sys._getframe()\nvalue = 5\n')
    except Exception as e:
        print(type(e).__name__)
for name in ('mymod', 'evilmod', 'secret'):
    try:
        m = __import__(name)
        if name == 'evilmod':
            print('ESCAPED')
        print(m.value)
    except BaseException as e:
        print(type(e).__name__)
