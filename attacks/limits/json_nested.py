# Lists in lists in lists, and then as text.
import json

kept = []
while True:
    try:
        kept.append(json.loads('[' * 50_000 + ']' * 50_000))
    except RecursionError:
        kept.append(json.loads('[' + '[1,2],' * 50_000 + '0]'))
