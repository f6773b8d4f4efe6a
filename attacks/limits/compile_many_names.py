# A function with a million locals, again and again.
source = 'def f():\n' + ''.join(f' v{i} = {i}\n' for i in range(20_000))
kept = []
while True:
    kept.append(compile(source, 'x', 'exec'))
