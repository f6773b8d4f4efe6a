# from: logging.config.dictConfig and fileConfig: '()' factories, ext:// and cfg://
# after: any callable by a configuration
# must: contained
try:
    import logging.config as c

    for conf in (
        {'version': 1, 'handlers': {'h': {'()': 'os.system', 'command': 'echo x >> @CANARY@'}}},
        {'version': 1, 'handlers': {'h': {'class': 'logging.FileHandler', 'filename': '@CANARY@'}}, 'root': {'handlers': ['h']}},
        {'version': 1, 'formatters': {'f': {'()': 'ext://os.environ.get', 'key': 'CANARY_SECRET'}}},
        {'version': 1, 'x': 'ext://sys.modules', 'handlers': {'h': {'()': 'cfg://x[os].system'}}},
        {'version': 1, 'handlers': {'h': {'class': 'logging.handlers.SocketHandler', 'host': '127.0.0.1', 'port': @PORT@}}, 'root': {'handlers': ['h']}},
        {'version': 1, 'handlers': {'h': {'class': 'logging.handlers.SMTPHandler', 'mailhost': '127.0.0.1', 'fromaddr': 'a', 'toaddrs': 'b', 'subject': 'c'}}, 'root': {'handlers': ['h']}},
    ):
        try:
            c.dictConfig(conf)
            import logging

            logging.error('written by the program')
        except BaseException as e:
            print(type(e).__name__)
    try:
        c.fileConfig('@CANARY@')
    except BaseException as e:
        print(type(e).__name__)
    c.listen(0)
except BaseException as e:
    print(type(e).__name__)
