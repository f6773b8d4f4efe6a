import csv
import io
print(list(csv.reader(['a,"b ""q"", c",d', '1,,3', '"x', 'y",z'])), list(csv.DictReader(io.StringIO('k,v\n1,2\n3\n'))))
out = io.StringIO()
writer = csv.writer(out)
writer.writerow(['plain', 'with,comma', 'with "quote"', 1, 2.5, None, 'line\nbreak'])
csv.DictWriter(out, ['a', 'b'], restval='-').writerow({'a': 1})
print(repr(out.getvalue()))
try:
    csv.DictWriter(out, ['a']).writerow({'b': 1})
except ValueError as error:
    print(error)
