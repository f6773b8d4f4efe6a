# Eight bytes each in the array, a box each in the list.
import array

numbers = array.array('d', bytes(24_000_000))
kept = []
while True:
    kept.append(numbers.tolist())
