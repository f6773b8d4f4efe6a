"""The tokenizer behind `tokenize`: reads all lines when the first token is asked for."""

from _tokenizer import tokens as _tokens


class TokenizerIter:
    """Tuples (type, text, start, end, line) of the tokens in the lines that a function gives."""

    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        self._readline = readline
        self._encoding = encoding
        self._tokens = None
        self._fault = None

    def __iter__(self):
        return self

    def _read(self):
        lines = []
        while True:
            try:
                line = self._readline()
            except StopIteration:
                break
            if not line:
                break
            if isinstance(line, (bytes, bytearray)):
                line = str(line, self._encoding or 'utf-8')
            lines.append(line)
        return ''.join(lines)

    def __next__(self):
        if self._tokens is None:
            tokens, self._fault = _tokens(self._read())
            self._tokens = iter(tokens)
        for token in self._tokens:
            return token
        if self._fault is not None:
            name, message, place = self._fault
            self._fault = None
            kind = {'IndentationError': IndentationError, 'TabError': TabError}.get(name, SyntaxError)
            raise kind(message, place)
        raise StopIteration
