"""A stand-in for `test.support.script_helper`: there is no other interpreter to start."""

import unittest


def _no_process(*args, **kwargs):
    raise unittest.SkipTest('starts another Python')


assert_python_ok = assert_python_failure = run_python_until_end = spawn_python = kill_python = _no_process
make_script = make_pkg = make_zip_script = make_zip_pkg = run_test_script = _no_process


def interpreter_requires_environment():
    return False
