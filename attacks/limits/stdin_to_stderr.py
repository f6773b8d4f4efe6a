# Output to stderr counts as well.
import sys

while True:
    sys.stderr.write('x' * 1000)
