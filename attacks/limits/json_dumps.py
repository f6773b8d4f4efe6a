# A small graph whose text is great.
import json

x = []
for _ in range(60):
    x = [x, x]
json.dumps(x)
