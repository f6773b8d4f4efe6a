# Notes and their text.
e = ValueError()
while True:
    e.add_note('n' * 1000)
