# A width that is itself formatted.
n = 2 * 10**9
f'{1:{n:{2}}}{"x":>{n}}'
