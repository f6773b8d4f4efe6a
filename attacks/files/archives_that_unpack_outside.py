# from: zip slip, tar links, bz2 and zlib bombs
# after: files outside, by the names in an archive
# must: contained
import io

try:
    import zipfile

    b = io.BytesIO()
    with zipfile.ZipFile(b, 'w') as z:
        for name in ('../outside/evil.txt', '/../outside/evil.txt', '@FOLDER@/evil.txt', '..\\outside\\evil', 'C:\\evil'):
            z.writestr(name, 'x')
    with zipfile.ZipFile(b) as z:
        for i in z.infolist():
            try:
                print(z.extract(i, '/'))
            except Exception as e:
                print(type(e).__name__)
except Exception as e:
    print(type(e).__name__)
try:
    import tarfile

    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode='w') as t:
        for name, link in (('l', '@FOLDER@'), ('l/evil.txt', ''), ('../outside/evil.txt', ''), ('@FOLDER@/evil.txt', '')):
            m = tarfile.TarInfo(name)
            if link:
                m.type, m.linkname = tarfile.SYMTYPE, link
            t.addfile(m, io.BytesIO(b''))
    b.seek(0)
    with tarfile.open(fileobj=b) as t:
        t.extractall('/', filter='fully_trusted')
except Exception as e:
    print(type(e).__name__)
