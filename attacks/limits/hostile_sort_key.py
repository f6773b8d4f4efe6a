# A sort whose keys never compare the same way.
# Must end by a limit.
class K:
    def __lt__(self, other):
        return [0] * 10**5 < [0] * 10**5
while True:
    sorted([K() for _ in range(1000)])
