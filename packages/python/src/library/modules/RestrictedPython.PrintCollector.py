"""What `print` writes to in restricted code."""


class PrintCollector:
    """For `_print_`: keeps what is written; called, it gives all of it (`printed`)."""

    def __init__(self, _getattr_=None):
        self.txt = []
        self._getattr_ = _getattr_

    def write(self, text):
        self.txt.append(text)

    def __call__(self):
        return ''.join(self.txt)

    def _call_print(self, *objects, **kwargs):
        if kwargs.get('file') is None:
            kwargs['file'] = self
        else:
            # May the program have what print() is about to call?
            self._getattr_(kwargs['file'], 'write')
        print(*objects, **kwargs)
