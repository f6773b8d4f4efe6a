# Exact sums of numbers of many digits.
import statistics

data = [10**5000 + i for i in range(2000)]
while True:
    statistics.variance(data)
