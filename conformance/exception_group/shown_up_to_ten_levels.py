e = ValueError('deep')
for i in range(13): e = ExceptionGroup(f'l{i}', [e, TypeError(i)])
raise e
