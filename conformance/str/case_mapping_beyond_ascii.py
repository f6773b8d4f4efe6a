for text in ('straße', 'ŐŰ', 'ﬁ', 'ΑΣ', 'ǆ', 'İ', 'hello wORLD 3x'):
    print(ascii([text.upper(), text.lower(), text.title(), text.capitalize(), text.casefold(), text.swapcase()]))
