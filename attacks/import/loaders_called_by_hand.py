# from: SourceFileLoader, SourcelessFileLoader, ExtensionFileLoader, zipimport
# after: a file run as a module without asking
# must: contained
for use in (
    lambda m: m.SourceFileLoader('x', '@FOLDER@/evilmod.py').load_module(),
    lambda m: m.SourceFileLoader('x', '@FOLDER@/evilmod.py').get_data('@CANARY@'),
    lambda m: m.FileLoader('x', '@CANARY@').get_data('@CANARY@'),
    lambda m: m.SourcelessFileLoader('x', '@FOLDER@/evilpyc.pyc').get_code('x'),
    lambda m: m.ExtensionFileLoader('x', '/lib/x86_64-linux-gnu/libc.so.6').create_module(None),
    lambda m: m.PathFinder.find_spec('evilmod', ['@FOLDER@']).loader.load_module(),
    lambda m: m.FileFinder('@FOLDER@', (m.SourceFileLoader, ['.py'])).find_spec('evilmod'),
    lambda m: m.BuiltinImporter.load_module('posix').system('id'),
    lambda m: m.BuiltinImporter.create_module(m.ModuleSpec('_posixsubprocess', m.BuiltinImporter)),
    lambda m: m.FrozenImporter.load_module('os').environ['CANARY_SECRET'],
    lambda m: m.NamespaceLoader('x', ['@FOLDER@'], None),
    lambda m: __import__('zipimport').zipimporter('@CANARY@').load_module('x'),
    lambda m: __import__('pkgutil').ImpImporter('@FOLDER@'),
    lambda m: list(__import__('pkgutil').iter_modules(['@FOLDER@'])),
    lambda m: __import__('importlib.util').util.spec_from_file_location('x', '@FOLDER@/evilmod.py').loader.exec_module(type(m)('x')),
    lambda m: __import__('imp').load_source('x', '@FOLDER@/evilmod.py'),
    lambda m: __import__('_imp').create_dynamic(m.ModuleSpec('x', None, origin='/lib/libc.so.6')),
    lambda m: __import__('_imp').get_frozen_object('os'),
):
    try:
        import importlib.machinery as m

        r = use(m)
        if isinstance(r, bytes) and b'canary' in r:
            print('ESCAPED')
        print(type(r).__name__)
    except BaseException as e:
        print(type(e).__name__)
