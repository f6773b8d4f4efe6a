# A constant set, whose members all have the hash 0.
import sys

modulus = sys.hash_info.modulus
text = ', '.join(str(i * modulus) for i in range(40_000))
while True:
    compile('x in {' + text + '}', '', 'exec')
    eval('1.5 in {' + text + '}')
