# Text that grows when it is escaped.
import json

kept = []
text = '\x00' * 1_000_000
while True:
    kept.append(json.dumps(text))
