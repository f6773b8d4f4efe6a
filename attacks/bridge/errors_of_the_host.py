# from: errors that the host throws: message, stack, cause
# after: what an error of the host's tells
# must: contained
import traceback

for call in (account.fails, account.says, lambda: account.deposit(object()), lambda: later(account.fails), lambda: echo(account.nope), lambda: account.later(later), lambda: merge(5), lambda: merge()):
    try:
        print(repr(call())[:60])
    except Exception as e:
        text = ''.join(traceback.format_exception(e)) + repr(e.__dict__) + repr(e.args) + repr(e.__cause__) + repr(e.__context__)
        print(type(e).__name__, 'canary' in text, 'file:' in text)
        if 'canary' in text or 'bridge.mjs' in text:
            print('ESCAPED', text)
