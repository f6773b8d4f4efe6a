raise ExceptionGroup('a', [ValueError(i) for i in range(20)])
