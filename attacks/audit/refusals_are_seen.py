# from: every refused effect is in the record, even inside except
# after: an effect that is refused and not recorded
# must: refused
# under: none, pure
for use in (lambda: open('/etc/passwd'), lambda: open('/x', 'w')):
    try:
        use()
    except BaseException:
        pass
