"""The C locale, which is the only one."""
LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    pass


Error.__module__ = 'locale'

_DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split()
_MONTHS = 'January February March April May June July August September October November December'.split()
# What nl_langinfo() says, by number.
_said = {}


def _number_texts(names, first, texts):
    for i, (name, text) in enumerate(zip(names, texts)):
        globals()[name] = first + i
        _said[first + i] = text


for _first, _name, _texts in (
    (131072, 'ABDAY_', [day[:3] for day in _DAYS]),
    (131079, 'DAY_', _DAYS),
    (131086, 'ABMON_', [month[:3] for month in _MONTHS]),
    (131098, 'MON_', _MONTHS),
):
    _number_texts([f'{_name}{i}' for i in range(1, 13)], _first, _texts)
_number_texts(['AM_STR', 'PM_STR', 'D_T_FMT', 'D_FMT', 'T_FMT', 'T_FMT_AMPM'], 131110,
              ['AM', 'PM', '%a %b %e %H:%M:%S %Y', '%m/%d/%y', '%H:%M:%S', '%I:%M:%S %p'])
_number_texts(['ERA'], 131116, [''])
_number_texts(['ERA_D_FMT', 'ALT_DIGITS', 'ERA_D_T_FMT', 'ERA_T_FMT'], 131118, ['', '', '', ''])
_number_texts(['RADIXCHAR', 'THOUSEP'], 65536, ['.', ''])
_number_texts(['YESEXPR', 'NOEXPR'], 327680, ['^[yY]', '^[nN]'])
_number_texts(['CODESET'], 14, ['UTF-8'])
_number_texts(['CRNCYSTR'], 262159, ['-'])
del _first, _name, _texts


def setlocale(category, locale=None, /):
    """Ask for a locale, or which one it is: there is only C."""
    if not LC_CTYPE <= category <= 12:
        raise Error('invalid locale category') if locale is not None else Error('locale query failed')
    if locale not in (None, '', 'C', 'POSIX'):
        raise Error('unsupported locale setting')
    return 'C'


def localeconv():
    """How numbers and amounts of money are written."""
    texts = ('int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep', 'positive_sign', 'negative_sign',
             'thousands_sep')
    unknown = ('int_frac_digits', 'frac_digits', 'p_cs_precedes', 'p_sep_by_space', 'n_cs_precedes', 'n_sep_by_space',
               'p_sign_posn', 'n_sign_posn')
    return {**dict.fromkeys(texts, ''), **dict.fromkeys(unknown, CHAR_MAX), 'mon_grouping': [], 'grouping': [],
            'decimal_point': '.'}


def nl_langinfo(key, /):
    """What the locale says for this number."""
    if key not in _said:
        raise ValueError('unsupported langinfo constant')
    return _said[key]


def _checked(string):
    if '\0' in string:
        raise ValueError('embedded null character')
    return string


def strcoll(os1, os2, /):
    """Compare two strings: negative, 0 or positive."""
    return (_checked(os1) > _checked(os2)) - (os1 < os2)


def strxfrm(string, /):
    """A string that compares as the locale wants."""
    return _checked(string)


def getencoding():
    """The encoding of the locale."""
    return 'utf-8'


# Catalogues of messages of the C library: there are none.

def gettext(msg, /):
    """The translation of a message: itself."""
    return msg


def dgettext(domain, msg, /):
    """The translation of a message in a domain: itself."""
    return msg


def dcgettext(domain, msg, category, /):
    """The translation of a message in a domain and category: itself."""
    return msg


_domain = 'messages'


def textdomain(domain, /):
    """Set the domain of messages, or ask for it with None."""
    global _domain
    if domain is not None:
        _domain = domain
    return _domain


def bindtextdomain(domain, dir, /):
    """Where the messages of a domain lie."""
    return dir


def bind_textdomain_codeset(domain, codeset, /):
    """The encoding of the messages of a domain."""
    return codeset
