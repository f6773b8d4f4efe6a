x = 3
y = f"abc {x + 'a'} def"
