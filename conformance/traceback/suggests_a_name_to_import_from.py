from sys import versoin
