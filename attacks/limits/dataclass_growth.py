# Classes made from text.
import dataclasses

kept = []
while True:
    kept.append(dataclasses.make_dataclass('C', [f'f{i}' for i in range(50)]))
