# Parts that are shared are copied once; the program makes the copies again.
import copy

kept = [0]
while True:
    kept = [copy.deepcopy(kept), copy.deepcopy(kept)]
