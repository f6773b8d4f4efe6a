# from: tav's safelite: warnings show a line of any file
# after: a line of a file through warnings and linecache
# must: contained
import sys
import warnings

for line in range(1, 4):
    try:
        warnings.warn_explicit('w', UserWarning, '@CANARY@', line)
    except Exception as e:
        print(type(e).__name__)
try:
    print(warnings.formatwarning('w', UserWarning, '@CANARY@', 1))
    print(warnings.formatwarning('w', UserWarning, '/proc/self/environ', 1))
except Exception as e:
    print(type(e).__name__)
globals()['__file__'] = '@CANARY@'
warnings.warn('here')
