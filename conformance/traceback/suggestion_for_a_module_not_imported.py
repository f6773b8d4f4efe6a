def size(path):
    return os.path.getsize(path)


size('x')
