# Long texts that differ at their ends alone, looked at by each walk over the heap.
n = 17000
base = 'a' * n
kept = [base + chr(97 + i % 26) + chr(97 + i // 26 % 26) + chr(97 + i // 676) for i in range(1800)]
i = 0
while True:
    i += 1
    x = [0] * 10000
