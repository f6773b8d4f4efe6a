foo = 3
print(fooo)
