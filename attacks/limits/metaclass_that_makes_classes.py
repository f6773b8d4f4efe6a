# A class whose making makes another.
class Meta(type):
    def __init__(cls, *args):
        kept.append(type.__new__(Meta, 'B', (cls,), {'data': bytes(1000)}))


kept = []
while True:
    Meta('C', (), {})
