# Nothing asynchronous.
from RestrictedPython import compile_restricted_exec

for source in ('async def f(): pass', 'await x', 'async def f():\n    async with x: pass', 'async def f():\n    async for y in x: pass',
               'async def f():\n    return [y async for y in x]'):
    print(compile_restricted_exec(source).errors)
#> ('Line 1: AsyncFunctionDef statements are not allowed.',)
#> ('Line 1: Await statements are not allowed.',)
#> ('Line 1: AsyncFunctionDef statements are not allowed.',)
#> ('Line 1: AsyncFunctionDef statements are not allowed.',)
#> ('Line 1: AsyncFunctionDef statements are not allowed.',)
