# Each character of a row is looked for in the line's end.
import csv


class Nothing:
    def write(self, line):
        pass


writer = csv.writer(Nothing(), lineterminator='\U0001f600' * 2_000_000)
while True:
    writer.writerow(['some text'] * 1000)
