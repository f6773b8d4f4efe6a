# Exceptions as text: what the interpreter prints for one that nobody caught (Library Reference, "traceback").

def safe_text(value, what, as_repr):
    try:
        return repr(value) if as_repr else str(value)
    except:
        pass
    return f'<{what} {"repr" if as_repr else "str"}() failed>'


def exception_class_name(cls):
    module = cls.__module__
    name = cls.__qualname__
    if module == '__main__' or module == 'builtins':
        return name
    if not isinstance(module, str):
        module = '<unknown>'
    return module + '.' + name


def names_of(o):
    try:
        names = dir(o)
    except TypeError:
        names = None
    if names is None:
        names = list(o.__class__.__dict__.keys()) + list(o.__dict__.keys())
    return sorted([name for name in names if isinstance(name, str)])


def without_underscore(names):
    return [name for name in names if name[:1] != '_']


def suggest_attribute(e, tb, wrong):
    o = exception_field(e, 'obj')
    try:
        names = names_of(o)
        if wrong[:1] != '_' and not traceback_self_is(tb, o):
            names = without_underscore(names)
    except Exception:
        names = None
    return names


def suggest_import(e, wrong):
    try:
        names = names_of(import_asked(exception_field(e, 'name'), None, None, None, 0))
        if wrong[:1] != '_':
            names = without_underscore(names)
    except Exception:
        names = None
    return names


def self_has(tb, wrong):
    found = False
    try:
        found = traceback_has_self(tb) and hasattr(traceback_self(tb), wrong)
    except Exception:
        pass
    return found


def suggestion(e, tb, wrong):
    """The name that was probably meant, or None."""
    if not isinstance(wrong, str):
        return None
    if isinstance(e, AttributeError):
        names = suggest_attribute(e, tb, wrong)
    elif isinstance(e, ImportError):
        names = suggest_import(e, wrong)
    else:
        if tb is None:
            return None
        if self_has(tb, wrong):
            return 'self.' + wrong
        names = traceback_names(tb)
    return None if names is None else closest_name(names, wrong)


def exception_hint(e, tb):
    if isinstance(e, ImportError):
        wrong = exception_field(e, 'name_from')
        meant = None if wrong is None else suggestion(e, tb, wrong)
        return f". Did you mean: '{meant}'?" if meant else ''
    if not isinstance(e, (NameError, AttributeError)):
        return ''
    wrong = exception_field(e, 'name')
    if wrong is None:
        return ''
    meant = suggestion(e, tb, wrong)
    text = f". Did you mean: '{meant}'?" if meant else ''
    if isinstance(e, NameError) and is_stdlib_module(wrong):
        text += (' Or' if meant else '. Did') + (' did' if meant else '') + f" you forget to import '{wrong}'?"
    return text


def syntax_error_lines(e, name):
    filename = e.filename
    lineno = e.lineno
    lines = []
    suffix = ''
    if lineno is not None:
        lines.append(f'  File "{filename or "<string>"}", line {lineno}\n')
    elif filename is not None:
        suffix = f' ({filename})'
    text = e.text
    msg = e.msg or '<no detail available>'
    if isinstance(text, str):
        typo = syntax_error_typo(text) if exception_field(e, '_metadata') is not None else None
        if typo is None:
            lines.append(syntax_error_carets(text, e.offset, e.end_offset, str(lineno) == str(e.end_lineno)))
        else:
            text, offset, end_offset, msg = typo
            lines.append(syntax_error_carets(text, offset, end_offset, True))
    lines.append(f'{name}: {msg}{suffix}\n')
    return lines


def note_lines(notes):
    if notes is None:
        return []
    if is_sequence_object(notes) and not isinstance(notes, (str, bytes)):
        return [line + '\n' for note in notes for line in safe_text(note, 'note', False).split('\n')]
    return [safe_text(notes, '__notes__', True) + '\n']


def exception_only_lines(e, text):
    """The last lines: class, text and notes."""
    name = exception_class_name(type(e))
    if isinstance(e, SyntaxError):
        lines = syntax_error_lines(e, name)
    else:
        lines = [f'{name}: {text}\n' if text else name + '\n']
    try:
        notes = getattr(e, '__notes__', None)
    except Exception as error:
        notes = [f'Ignored error getting __notes__: {safe_text(error, "__notes__", True)}']
    return lines + note_lines(notes)


def exception_text(e, tb):
    text = safe_text(e, 'exception', False)
    return text if isinstance(e, SyntaxError) else text + exception_hint(e, tb)


def exception_node(e, tb, seen):
    """What is to be shown of an exception: [text, tb, e, parts of a group, cause, context], the last three nodes."""
    seen.add(id(e))
    return [exception_text(e, tb), tb, e, None, None, None]


def exception_tree(e, tb):
    """The node of an exception with those of all that it is linked to; each is linked to once."""
    seen = set()
    top = exception_node(e, tb, seen)
    queue = [top]
    while queue:
        node = queue.pop()
        e = node[2]
        cause = exception_cause(e)
        context = exception_context(e)
        if cause is not None and id(cause) not in seen:
            node[4] = exception_node(cause, exception_traceback(cause), seen)
        elif context is not None and not exception_suppresses_context(e) and id(context) not in seen:
            node[5] = exception_node(context, exception_traceback(context), seen)
        if eg_is_group(e):
            node[3] = [exception_node(sub, exception_traceback(sub), seen) for sub in eg_exceptions(e)]
        for linked in (node[4], node[5]):
            if linked is not None:
                queue.append(linked)
        if node[3] is not None:
            queue.extend(node[3])
    return top


def indented(text, prefix):
    if not prefix:
        return text
    return ''.join([prefix + line for line in text.splitlines(True)])


def tree_text(node, state, out):
    """`state`: [depth of groups, whether the innermost frame is still to be closed]."""
    chain = []
    while node is not None:
        if node[4] is not None:
            after = '\nThe above exception was the direct cause of the following exception:\n\n'
        else:
            after = '\nDuring handling of the above exception, another exception occurred:\n\n'
        linked = node[5] if node[4] is None else node[4]
        chain.append((None if linked is None else after, node))
        node = linked
    chain.reverse()
    for before, node in chain:
        text, tb, e, parts, cause, context = node
        margin = '  ' * state[0] + '| ' if state[0] else ''
        if before is not None:
            out.append(indented(before, margin))
        if parts is None:
            if tb is not None:
                out.append(indented('Traceback (most recent call last):\n', margin))
                out.append(indented(traceback_frames(tb), margin))
            for line in exception_only_lines(e, text):
                out.append(indented(line, margin))
        elif state[0] > 10:
            out.append(indented('... (max_group_depth is 10)\n', margin))
        else:
            group_text(text, tb, e, parts, state, out)


def group_text(text, tb, e, parts, state, out):
    top = state[0] == 0
    if top:
        state[0] = 1
    spaces = '  ' * state[0]
    if tb is not None:
        out.append(indented('Exception Group Traceback (most recent call last):\n', spaces + ('+ ' if top else '| ')))
        out.append(indented(traceback_frames(tb), spaces + '| '))
    for line in exception_only_lines(e, text):
        out.append(indented(line, spaces + '| '))
    shown = len(parts) if len(parts) <= 15 else 16
    state[1] = False
    for i in range(shown):
        last = i == shown - 1
        if last:
            state[1] = True
        cut = i >= 15
        out.append(f'{"  " * state[0]}{"+-" if i == 0 else "  "}+---------------- {"..." if cut else i + 1} ----------------\n')
        state[0] += 1
        if cut:
            more = len(parts) - 15
            out.append(indented(f'and {more} more exception{"s" if more > 1 else ""}\n', '  ' * state[0] + '| '))
        else:
            tree_text(parts[i], state, out)
        if last and state[1]:
            out.append('  ' * state[0] + '+------------------------------------\n')
            state[1] = False
        state[0] -= 1
    if top:
        state[0] = 0


def format_exception(e, tb):
    """All of the text that an uncaught exception gets."""
    out = []
    tree_text(exception_tree(e, tb), [0, False], out)
    return ''.join(out)


def print_exception(e):
    """sys.excepthook's own work."""
    print_exception_with(e, exception_traceback(e))


def print_exception_with(e, tb):
    text = format_exception(e, tb)
    file = sys_get('stderr')
    if file is None:
        return
    file.write(text)
    flush = getattr(file, 'flush', None)
    if flush is not None:
        flush()


def default_excepthook(cls, value, tb):
    if not is_exception(value):
        sys_get('stderr').write(f'TypeError: print_exception(): Exception expected for value, {type(value).__name__} found\n')
        return
    if tb is not None:
        exception_set_traceback(value, tb)
    print_exception_with(value, exception_traceback(value))


def print_uncaught(e):
    """The end of a run by an exception: sys.excepthook, and what happens when that fails."""
    hook = sys_get('excepthook')
    if is_auditing():
        try:
            audit_and_hook('sys.excepthook', (hook, type(e), e, exception_traceback(e)))
        except RuntimeError:
            # As in CPython: this is how an audit hook keeps the exception from being shown.
            return
        except Exception:
            pass
    if hook is None or is_default_excepthook(hook):
        print_exception(e)
        return
    failed = None
    try:
        hook(type(e), e, exception_traceback(e))
    except Exception as error:
        failed = error
    if failed is not None:
        sys_get('stderr').write('Error in sys.excepthook:\n')
        print_exception(failed)
        sys_get('stderr').write('\nOriginal exception was:\n')
        print_exception(e)


def unraisable(e, message, o):
    """sys.unraisablehook on an exception that nobody can catch, and what happens when that fails."""
    hook = sys_get('unraisablehook')
    if is_auditing():
        try:
            audit_and_hook('sys.unraisablehook', (hook, e))
        except Exception:
            pass
    if hook is None or is_default_unraisablehook(hook):
        report_unraisable(e, message, o)
        return
    failed = None
    try:
        hook(unraisable_args([type(e), e, exception_traceback(e), message, o]))
    except BaseException as error:
        failed = error
    if failed is not None:
        report_unraisable(failed, 'Exception ignored in sys.unraisablehook', hook)


def report_unraisable(e, message, o):
    """An exception that cannot be raised (in `__del__`, in a callback)."""
    file = sys_get('stderr')
    if file is None:
        return
    if o is not None:
        file.write(f'{message or "Exception ignored in"}: {safe_text(o, "object", True)}\n')
    elif message:
        file.write(message + ':\n')
    if exception_traceback(e) is not None:
        file.write('Traceback (most recent call last):\n')
        file.write(traceback_frames(exception_traceback(e)))
    text = safe_text(e, 'exception', False)
    name = exception_class_name(type(e))
    file.write(f'{name}: {text}\n' if text else name + '\n')


def print_expression(value):
    """An expression statement in interactive mode."""
    sys_get('displayhook')(value)


def default_displayhook(value):
    if value is None:
        return
    builtins_set('_', None)
    text = repr(value)
    out = sys_get('stdout')
    if out is None:
        raise RuntimeError('lost sys.stdout')
    out.write(text)
    out.write('\n')
    builtins_set('_', value)


def exception_message(e):
    return safe_text(e, 'exception', False)


def system_exit_status(e):
    """What a run ends with by SystemExit: nothing is 0, an int itself; anything else is printed to stderr and is 1."""
    code = e.code
    if code is None:
        return 0
    if isinstance(code, int):
        return int(code)
    file = sys_get('stderr')
    if file is not None:
        file.write(str(code))
        file.write('\n')
    return 1
