# An error within the library that nobody catches.
import json


def read(text):
    return json.loads(text, object_pairs_hook=check)


def check(pairs):
    raise KeyError(len(pairs))


read('[1, {"a": 2}]')
