# from: modes of open that are no text, or change
# after: writing by a mode that reads as reading
# must: contained
class M(str):
    n = 0

    def __contains__(self, c):
        M.n += 1
        return c == 'r'

    def __iter__(self):
        return iter('r')

    def __str__(self):
        return 'r'

    def __getitem__(self, i):
        return 'r'

    def __len__(self):
        return 1


for mode in (M('w'), M('r+'), M('x'), 'rw', 'r' * 1000, 'w\0', '', 'r\n', 'R', 'wb+t', 'U', 'rU', '\uff57', b'w', 5, None, ['w'], 'a' + 'b' * 10, '__proto__', 'constructor'):
    for path in ('/a.txt', '@CANARY@', '/file-link'):
        try:
            f = open(path, mode)
            f.write('x')
            f.close()
            print('wrote', path[:6], str.__repr__(mode) if isinstance(mode, str) else mode)
        except Exception as e:
            kind = type(e).__name__
try:
    import os

    print(os.stat('/a.txt').st_size > 0)
except Exception as e:
    print(type(e).__name__)
