# from: tempfile, TMPDIR, shutil
# after: the host's folder for temporary files
# must: contained
import os

for use in (lambda t: t.mkstemp(), lambda t: t.mkdtemp(), lambda t: t.gettempdir(), lambda t: t.NamedTemporaryFile().name, lambda t: t.TemporaryFile().fileno(), lambda t: t.mkstemp(dir='@FOLDER@'), lambda t: t.mktemp(dir='@FOLDER@'), lambda t: t.SpooledTemporaryFile().rollover()):
    try:
        import tempfile

        r = use(tempfile)
        print(type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
for use in (lambda s: s.copyfile('@CANARY@', '/stolen'), lambda s: s.copytree('@FOLDER@', '/tree'), lambda s: s.rmtree('@FOLDER@'), lambda s: s.move('@CANARY@', '/moved'), lambda s: s.make_archive('/x', 'tar', '@FOLDER@'), lambda s: s.unpack_archive('@CANARY@', '/', 'zip'), lambda s: s.disk_usage('/'), lambda s: s.chown('/a.txt', 0), lambda s: s.which('sh'), lambda s: s.copyfile('/a.txt', '@FOLDER@/new')):
    try:
        import shutil

        print(repr(use(shutil))[:60])
    except Exception as e:
        print(type(e).__name__)
