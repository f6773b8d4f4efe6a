# Each piece of a line without an end looks for the end.
import io

f = io.StringIO('a' * 10_000_000)
while True:
    f.readline(1)
