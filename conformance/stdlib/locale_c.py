# What the C locale says of itself.
import locale

print(locale.setlocale(locale.LC_NUMERIC), locale.setlocale(locale.LC_NUMERIC, 'C'), locale.Error, locale.Error.__bases__)
conv = locale.localeconv()
print(sorted(conv.items()))
for name in 'RADIXCHAR THOUSEP YESEXPR NOEXPR D_FMT T_FMT T_FMT_AMPM AM_STR PM_STR ERA DAY_1 DAY_7 ABDAY_2 MON_12 ABMON_5'.split():
    print(name, repr(locale.nl_langinfo(getattr(locale, name))))
print(locale.strcoll('a', 'b') < 0, locale.strcoll('b', 'b'), locale.strxfrm('b') > locale.strxfrm('a'))
print(locale.format_string('%d', 1234567, grouping=True), locale.str(1.5), locale.atof('1.5'))
