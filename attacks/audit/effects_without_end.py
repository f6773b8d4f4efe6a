# from: effects without end
# after: a record that fills, a supervisor that is busy
# must: limit
# under: rexec, applet, trusted
import os

while True:
    for use in (lambda: open('/nosuch'), lambda: os.stat('/nosuch'), lambda: os.listdir('/')):
        try:
            use()
        except Exception:
            pass
