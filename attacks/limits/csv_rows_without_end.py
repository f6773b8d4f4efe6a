# Lines of delimiters alone: a field for each character.
import csv
import itertools

kept = []
for row in csv.reader(itertools.repeat(',' * 100_000)):
    kept.append(row)
