# What is to be done at the end does not end.
import atexit


def again():
    atexit.register(again)


again()
