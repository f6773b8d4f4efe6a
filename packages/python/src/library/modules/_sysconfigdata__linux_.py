"""What sysconfig tells of how Python was built: a cell has no such build."""

build_time_vars = {
    'EXT_SUFFIX': '.so',
    'Py_DEBUG': 0,
    'Py_GIL_DISABLED': 0,
    'SOABI': 'rexec-314',
    'TZPATH': '',
    'WITH_DOC_STRINGS': 1,
}
