# from: Jinja CVE-2024-56201
# after: code in the name of a file
# must: contained
names = ["x.py' + __import__('os').popen('id').read() + '", 'x"""\nprint("ESCAPED")\n"""', "<ESC\nprint('ESCAPED')\n>", '\0', '\ud800', 'x' * 100000, '../../@CANARY@']
for name in names:
    try:
        exec(compile('import math\nraise KeyError(1)', name, 'exec'))
    except Exception as e:
        print(type(e).__name__)
        tb = e.__traceback__
        while tb is not None:
            n = tb.tb_frame.f_code.co_filename
            tb = tb.tb_next
        print(len(n))
