# Regular expressions where Python code of the program takes part: replacement functions, templates, indices.


def re_substitute_by_call(pattern, repl, string, count, pair):
    parts = []
    n = 0
    last = 0
    scanner = re_scanner(pattern, string)
    if count >= 0:
        while not count or n < count:
            match = re_scan(scanner)
            if match is None:
                break
            start, end = re_span(match)
            if last < start:
                parts.append(re_piece(string, last, start))
            item = repl(match)
            if item is not None:
                parts.append(item)
            last = end
            n += 1
    if last < re_length(string):
        parts.append(re_piece(string, last, None))
    result = re_join(string, parts)
    return (result, n) if pair else result


def re_substitute_by_template(pattern, repl, string, count, pair):
    return re_substitute(pattern, re_template(pattern, repl), string, count, pair)


def re_template(pattern, repl):
    return import_for_library('re', '', ('_compile_template',), 0)._compile_template(pattern, repl)


def re_expand(match, template):
    return re_fill(re_template(match.re, template), match)


def re_call_with_indices(method, match, which):
    return method(match, *[as_index(w) if has_special(w, '__index__') and not is_int(w) else w for w in which])
