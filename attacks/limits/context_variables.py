# Copies of a context, each with one more variable.
import contextvars

kept = []
while True:
    v = contextvars.ContextVar('v')
    v.set(v)
    kept.append(contextvars.copy_context())
