# Texts of one length are compared to their last character.
a = 'a' * 8_000_000
b = 'a' * 7_999_999 + 'b'
while True:
    a == b
