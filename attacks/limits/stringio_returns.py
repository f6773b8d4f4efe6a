# Half of each line's end is everywhere.
import io

f = io.StringIO('a\r' * 1_000_000, newline='\r\n')
while True:
    f.readline(1)
