"""A stand-in for `test.support.threading_helper`: there are no threads."""

import unittest


def requires_working_threading(*, module=False):
    if module:
        raise unittest.SkipTest('threads')
    return unittest.skip('threads')


def reap_threads(test):
    return unittest.skip('threads')(test)


def _no_threads(*args, **kwargs):
    raise unittest.SkipTest('threads')


threading_setup = threading_cleanup = start_threads = join_thread = catch_threading_exception = _no_threads
wait_threads_exit = run_concurrently = _no_threads
can_start_thread = False
