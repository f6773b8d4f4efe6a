# Decimals, where Python code has a part in it.


def decimal_compare_rational(op, d, other):
    return decimal_compare_ratio(op, d, other.numerator, other.denominator)


def decimal_as_tuple(sign, digits, exponent):
    return library_import('_decimal').DecimalTuple(sign, digits, exponent)


def signal_dict_set(signals, key, value):
    signals[key] = True if value else False


def signal_dict_copy(signals):
    return {key: signals[key] for key in signals}


def signal_dict_view(signals, name):
    return getattr(signal_dict_copy(signals), name)()
