def stop():
    raise KeyboardInterrupt('stop now')


stop()
