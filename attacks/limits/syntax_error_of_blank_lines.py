# Line ends that are not at the end of the text that is shown.
import traceback

error = SyntaxError('invalid syntax', ('f', 1, 1, '\n' * 500_000 + 'x', 1, 2))
while True:
    traceback.format_exception_only(error)
