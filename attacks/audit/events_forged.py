# from: sys.audit with names of real events
# after: an effect in the record that never was
# must: contained
import sys

for event in ('open', 'import', 'socket.connect', 'os.remove', 'exec', 'compile', 'os.system', 'rexec.call', 'rexec.ask', 'rexec.cell', 'rexec.get', 'time.sleep', 'subprocess.Popen', 'sys.addaudithook', 'rexec.anything', 'REXEC.call', 'open\0', 'open\n', '\nopen', ' open', 'o\u0440en', '', 'x' * 10000, '\ud800', '__proto__', 'constructor'):
    for args in (('forged by the program', 'w', 0), (), ('forged by the program',) * 50, (None,), ([['forged by the program']],), (2**5000,), (b'forged by the program',), (object(),)):
        try:
            sys.audit(event, *args)
        except Exception as e:
            print(type(e).__name__)
print('sent')
