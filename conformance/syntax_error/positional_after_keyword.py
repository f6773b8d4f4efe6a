print(sep='-', 'a',
      'b')
