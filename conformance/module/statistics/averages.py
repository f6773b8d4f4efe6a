import statistics as s
data = [1, 2, 2, 3.5, 9]
print(s.mean(data), s.median(data), s.mode(data), s.stdev(data), s.pvariance(data), s.quantiles(data), s.harmonic_mean([1, 2, 4]), s.fmean(data), s.multimode('aabb'), s.geometric_mean([1, 4]), s.linear_regression([1, 2, 3], [2, 4, 6]))
try:
    s.mean([])
except s.StatisticsError as error:
    print(error)
