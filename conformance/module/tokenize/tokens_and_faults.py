import tokenize, io, token
S=["def f(a, /, b=1): # c\n  # own\n\n  return a\n", "x = 'é' + f'{a!r:>{w}} b'\n", "(\n1,\n # q\n 2)\n", "if x:\n\tpass\nelse:\n  y\n# end", "x", "", "a = \"\"\"x\ny\"\"\"\nb\\\n c\n", "(\n", "  x\n", "x = 1 $ 2\n", "'abc\n", "if 1:\n    a\n  b\n","f'a{{b}}c'\n","async def f(): await x; t't{1}'\n","def f(lambda_):\r\n  x\r\n","1_000 0x1f 1e5j ... -> := **= !=\n", "# only comment\n","\n\n","x = [\n\n]\n"]
for s in S:
    print(repr(s))
    for bytes_ in (False,True):
        try:
            it = tokenize.tokenize(io.BytesIO(s.encode()).readline) if bytes_ else tokenize.generate_tokens(io.StringIO(s).readline)
            for t in it: print(tuple(t), t.exact_type)
        except Exception as e: print(type(e).__name__, e, e.args)
