(lambda x: x['a'])(3)
