# from: Emu's hack against an audit hook (the discussion in the seeds), brought to a cell
# after: the guard's flag in the globals of the caller, by a lying __ne__ in an event
# must: contained
import sys

WRITE_LOCK = True


def block_mischief(event, arg):
    if 'WRITE_LOCK' in globals() and ((event == 'open' and arg[1] != 'r') or event.split('.')[0] in ['subprocess', 'os', 'shutil', 'winreg']):
        raise IOError('file write forbidden')


try:
    sys.addaudithook(block_mischief)
except Exception as e:
    print(type(e).__name__)


def r(a, b):
    try:
        raise Exception()
    except Exception as e:
        frame = e.__traceback__.tb_frame
        while frame is not None:
            frame.f_globals.pop('WRITE_LOCK', None)
            frame = frame.f_back
    return False


w = type('evil', (object,), {'__ne__': r})()
try:
    sys.audit('open', None, w)
except Exception as e:
    print(type(e).__name__)
for path in ('@CANARY@', '@FOLDER@/new'):
    try:
        open(path, 'w').write('written by the program')
    except Exception as e:
        print(type(e).__name__)
