# Objects in a chain.
# Must end by a limit.
class N:
    pass
head = None
while True:
    n = N()
    n.next = head
    head = n
