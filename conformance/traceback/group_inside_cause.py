try:
    raise ExceptionGroup('tasks', [ValueError('one'), KeyError('two')])
except ExceptionGroup as group:
    raise RuntimeError('gave up') from group
