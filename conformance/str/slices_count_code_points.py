text = 'a\U0001f600bé\U0001f680'
print(len(text), text[1], text[-1] == '\U0001f680', text[::-1] == '\U0001f680éb\U0001f600a', text[1:3] == '\U0001f600b')
print([ord(c) for c in text], text.index('b'), text.find('\U0001f680'), text.count(''))
