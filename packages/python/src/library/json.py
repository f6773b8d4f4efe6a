# JSON where Python code of the program takes part: hooks of the scanner, `default` of the encoder.


def json_decode_error(message, text, at):
    raise find_and_load('json.decoder').JSONDecodeError(message, text, at)


def json_make_scanner(context):
    return json_new_scanner(
        bool(context.strict), context.object_hook, context.object_pairs_hook, context.parse_float, context.parse_int,
        context.parse_constant)


def json_scan_on(scanner, string, state, function, argument):
    while function is not None:
        function, argument = json_scan_step(scanner, string, state, function(argument))
    return argument


def json_make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan):
    return json_new_encoder(
        markers, default, encoder, indent, key_separator, item_separator, bool(sort_keys), bool(skipkeys),
        bool(allow_nan))


def json_encode_on(encoder, state, what, value):
    try:
        while what != 'done':
            if what == 'default':
                what, value = json_encode_object(encoder, state, value, encoder.default(value))
            elif what == 'items':
                items = list(value.items())
                if encoder.sort_keys:
                    items.sort()
                what, value = json_encode_items(encoder, state, value, items)
            elif what == 'float':
                raise ValueError('Out of range float values are not JSON compliant: ' + repr(value))
            elif what == 'TypeError':
                raise TypeError(value)
            elif what == 'RecursionError':
                raise RecursionError('maximum recursion depth exceeded while encoding a JSON object')
            else:
                raise ValueError(value)
        return value
    except BaseException as error:
        for thing, kind, where in json_encode_trail(state):
            shown = full_class_name(type(thing))
            if kind == 'item':
                error.add_note(f'when serializing {shown} item {where}')
            elif kind == 'key':
                error.add_note(f'when serializing {shown} item {where!r}')
            else:
                error.add_note(f'when serializing {shown} object')
        raise


def json_encode_slowly(encoder, value, level):
    def float_text(x):
        if x - x == 0:
            return float.__repr__(x)
        if not json_allows_nan(encoder):
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(x))
        return 'NaN' if x != x else 'Infinity' if x > 0 else '-Infinity'

    walk = find_and_load('json.encoder')._make_iterencode(
        encoder.markers, encoder.default, encoder.encoder, encoder.indent, float_text, encoder.key_separator,
        encoder.item_separator, encoder.sort_keys, encoder.skipkeys, True)
    return tuple(walk(value, level))
