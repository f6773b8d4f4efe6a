# from: events without end
# after: a disk that fills, or a record that stops
# must: contained
import sys

try:
    for i in range(10**7):
        sys.audit('x' * 100, 'y' * 1000, i)
except BaseException as e:
    print(type(e).__name__)
