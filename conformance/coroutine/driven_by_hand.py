class Awaitable:
    def __init__(self, n): self.n = n
    def __await__(self):
        answer = yield self.n
        return answer * 2
async def child(n):
    return await Awaitable(n) + 1
async def main():
    total = 0
    for i in range(3):
        total += await child(i)
    return total
coro = main()
try:
    value = coro.send(None)
    while True:
        print('asked', value)
        value = coro.send(value + 10)
except StopIteration as stop:
    print('returned', stop.value)
try:
    coro.send(None)
except RuntimeError as error:
    print(error)
