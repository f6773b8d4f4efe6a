import time

nine = (2024, 1, 2, 3, 4, 5, 6, 7, 0)
print(time.struct_time(nine, {'tm_zone': 'here'}).tm_zone)
print(time.struct_time(sequence=nine, dict={'tm_gmtoff': 60}).tm_gmtoff)
print(time.struct_time(nine).tm_zone)
for args in [(nine, {'tm_zo': 1}), (nine, {'tm_year': 3}), (nine, 3), (nine, {}, 3), (3, 3), (nine + ('z',), {'tm_zone': 'x'})]:
    try:
        print(time.struct_time(*args))
    except TypeError as e:
        print(e)
