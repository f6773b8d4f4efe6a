print('hello'.translate(str.maketrans('el', 'ip', 'o')), 'abc'.translate({97: None, 98: 'XX'}), 'a\tb\tcd'.expandtabs(4), '42'.zfill(5), '-42'.zfill(5), 'x'.center(5, '*'), 'title case'.title(), 'aXbX'.removesuffix('X'), 'abab'.removeprefix('ab'))
print('½'.isnumeric(), '²'.isdigit(), '²'.isdecimal(), 'ª'.isalpha(), '_a1'.isidentifier(), '1a'.isidentifier(), ' \t'.isspace(), 'Ab'.istitle(), 'é'.isascii(), ''.isalnum(), 'a b'.isprintable(), '\n'.isprintable())
try:
    str.maketrans('ab', 'c')
except ValueError as error:
    print(error)
