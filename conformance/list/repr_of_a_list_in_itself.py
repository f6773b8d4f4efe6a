items = [1]
items.append(items)
table = {'k': items}
items.append(table)
table['self'] = table
print(items, table)
