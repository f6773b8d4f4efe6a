"""What a build of CPython would say of itself: there was none."""

build_time_vars = {
    'CC': '',
    'CFLAGS': '',
    'EXT_SUFFIX': '.so',
    'HAVE_FORK': 0,
    'Py_DEBUG': 0,
    'Py_ENABLE_SHARED': 0,
    'Py_GIL_DISABLED': 0,
    'SIZEOF_VOID_P': 8,
    'SOABI': 'rexec-314',
    'WITH_DOC_STRINGS': 1,
    'WITH_MIMALLOC': 0,
    'WITH_PYMALLOC': 0,
}
