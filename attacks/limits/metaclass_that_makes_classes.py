# A class whose making makes another.
class Meta(type):
    def __init__(cls, *args):
        kept.append(type('B', (cls,), {'data': bytes(1000)}) if len(kept) % 2 else cls)


kept = []
while True:
    Meta('C', (), {})
