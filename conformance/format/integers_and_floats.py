for spec in ('d', '5', '<5', '^7', '>+5', '05', ',', '_', 'x', '#X', 'b', '#010b', 'o', 'c', 'e', '.2f', '%', 'g', 'n', '*^9', '+,'):
    print(spec, format(65, spec), end=' | ')
print()
for spec in ('', '.3', '10.2f', '+.1e', 'g', '.10g', ',.2f', '_.1f', '%', '.0f', '#.0f', '08.2f', '<9', '=+9.1f', 'z.0f', 'G'):
    print(spec, format(-1234.5678, spec), format(0.00001, spec), end=' | ')
print()
