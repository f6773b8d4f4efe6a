# A quoted field that goes over lines without end, of pieces that are joined at its end alone.
import csv
import itertools

csv.field_size_limit(2**62)
list(csv.reader(itertools.chain(['"'], itertools.repeat('""x' * 1000))))
