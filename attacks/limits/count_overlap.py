# Searching a text that nearly matches everywhere.
text = 'a' * 1_000_000
while True:
    text.count('a' * 1000 + 'b')
    text.find('a' * 500_000 + 'b')
