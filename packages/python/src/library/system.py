# What `_random` and `posix` ask of objects of the program.


def random_seed_by_hash(random, by):
    random_seed(random, hash(by))


def path_of_object(path):
    result = call_special(path, '__fspath__')
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError(
        f'expected {type_name(path)}.__fspath__() to return str or bytes, not {type_name(result)}'
    )
