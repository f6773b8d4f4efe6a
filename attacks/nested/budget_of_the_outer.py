# from: fuel, memory and time of an inner cell come out of the outer's
# after: a limit passed by cells in cells
# must: limit
# under: trusted
import rexec

while True:
    r = rexec.RExec()
    try:
        r.r_exec('while True:\n  pass')
    except BaseException as e:
        pass
