# from: glob, os.walk, pathlib.rglob, fnmatch
# after: folders outside by a walk
# must: contained
import os

found = []
for use in (
    lambda: __import__('glob').glob('/../**/*', recursive=True),
    lambda: __import__('glob').glob('@FOLDER@/*'),
    lambda: __import__('glob').glob('/**/secret*', recursive=True),
    lambda: [d for d, _, f in os.walk('/', followlinks=True) for d in f],
    lambda: list(os.walk('/..')),
    lambda: list(os.fwalk('/')),
    lambda: [str(p) for p in __import__('pathlib').Path('/').rglob('*')],
    lambda: [str(p) for p in __import__('pathlib').Path('@FOLDER@').iterdir()],
    lambda: __import__('pathlib').Path('/file-link').resolve().read_text(),
    lambda: str(__import__('pathlib').Path.home()),
    lambda: os.path.expanduser('~root'),
    lambda: __import__('pathlib').Path('/file-link').readlink(),
):
    try:
        r = str(use())
        if 'evilmod' in r or 'canary-file' in r or 'canary-root' in r:
            print('ESCAPED', r[:100])
        print(len(r) < 10**5)
    except Exception as e:
        print(type(e).__name__)
