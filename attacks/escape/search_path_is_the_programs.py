# from: rexec on 2.7 (HERITAGE 1.5, hole 10)
# after: code of the host's disk, by putting its folder on sys.path
# must: contained
import sys

for folder in ('@FOLDER@', '@FOLDER@/../canary', 'file://@FOLDER@', b'@FOLDER@'):
    try:
        sys.path.insert(0, folder)
        sys.path_importer_cache.clear()
    except Exception as e:
        print(type(e).__name__)
    for name in ('evilmod', 'evilso', 'evilpyc', 'canary.evilmod'):
        try:
            print('ESCAPED', __import__(name).value)
        except Exception as e:
            print(type(e).__name__)
