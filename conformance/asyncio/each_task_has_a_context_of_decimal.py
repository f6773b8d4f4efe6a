import asyncio
import contextvars
import decimal


async def divides(digits, seconds):
    with decimal.localcontext() as context:
        context.prec = digits
        await asyncio.sleep(seconds)
        first = decimal.Decimal(1) / 9
        await asyncio.sleep(seconds)
        return first, decimal.Decimal(2) / 3


async def main():
    decimal.getcontext().prec = 5
    print(*await asyncio.gather(divides(3, 1), divides(7, 2), divides(12, 1)))
    print(decimal.Decimal(1) / 7)


asyncio.run(main())


def inner():
    decimal.setcontext(decimal.Context(prec=2))
    return decimal.Decimal(1) / 7


context = contextvars.copy_context()
print(context.run(inner), decimal.getcontext().prec, context.run(lambda: decimal.getcontext().prec))
print(contextvars.Context().run(lambda: decimal.getcontext().prec))
