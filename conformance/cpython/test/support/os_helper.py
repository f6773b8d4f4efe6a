"""A stand-in for `test.support.os_helper`: tests that want files of the real system are skipped."""

import unittest

TESTFN = TESTFN_ASCII = '@test_tmp'
TESTFN_UNICODE = TESTFN_NONASCII = TESTFN_UNENCODABLE = TESTFN_UNDECODABLE = None
FS_NONASCII = ''
SAVEDCWD = '/'


def _no_files(*args, **kwargs):
    raise unittest.SkipTest('files of the real system')


temp_cwd = temp_dir = change_cwd = create_empty_file = make_bad_fd = open_dir_fd = rmtree = rmdir = _no_files
fd_count = fs_is_case_insensitive = temp_umask = _no_files


def unlink(name):
    try:
        import os

        os.unlink(name)
    except (ImportError, OSError):
        pass


def can_symlink():
    return False


def skip_unless_symlink(test):
    return unittest.skip('symbolic links')(test)


skip_unless_hardlink = skip_unless_xattr = skip_unless_working_chmod = skip_unless_dac_override = skip_unless_symlink
skip_if_dac_override = skip_unless_symlink


class EnvironmentVarGuard:
    def __enter__(self):
        raise unittest.SkipTest('environment of the real system')

    def __exit__(self, *exc):
        pass


class FakePath:
    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f'<FakePath {self.path!r}>'

    def __fspath__(self):
        if isinstance(self.path, BaseException) or isinstance(self.path, type) and issubclass(self.path, BaseException):
            raise self.path
        return self.path
