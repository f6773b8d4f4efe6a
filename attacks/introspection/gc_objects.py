# from: gc.get_objects, get_referrers, get_referents
# after: objects of the host, of the library, of other cells
# must: contained
import gc

for look in (lambda: gc.get_objects(), lambda: gc.get_referrers(globals()), lambda: gc.get_referents(globals()), lambda: gc.garbage, lambda: gc.callbacks, lambda: gc.get_referents(print), lambda: gc.get_referents(type)):
    try:
        for o in look():
            if isinstance(o, dict) and 'neighbour_secret' in o:
                print('ESCAPED')
            if type(o).__name__ in ('Supervisor', 'Machine', 'Policy', 'Map', 'Function'):
                print('ESCAPED', type(o).__name__)
        print('looked')
    except Exception as e:
        print(type(e).__name__)
