class Bad:
    def __del__(self):
        raise ValueError('in del')


import gc
x = Bad()
del x
gc.collect()
print('goes on')
