# A literal of 100 MB, compiled from a string that is made in the cell.
# Must end by a limit.
eval('"' + 'a' * 10**8 + '"')
