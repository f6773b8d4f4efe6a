# Pieces that nothing holds before all of them are there.
import io

text = 'a,' * 10_000_000
while True:
    len(text.split(','))
    len(text.encode().split(b','))
    len(io.BytesIO(text.encode().replace(b',', b'\n')).readlines())
