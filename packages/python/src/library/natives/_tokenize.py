"""The tokenizer behind `tokenize`: reads all lines when the first token is asked for."""

from _tokenizer import tokens as _tokens
from token import COMMENT as _COMMENT, EXACT_TOKEN_TYPES as _EXACT, NEWLINE as _NEWLINE, NL as _NL, OP as _OP


class TokenizerIter:
    """Tuples (type, text, start, end, line) of the tokens in the lines that a function gives."""

    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        self._readline = readline
        self._encoding = encoding
        self._extra = bool(extra_tokens)
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
            if self._encoding is None:
                if not isinstance(line, str):
                    raise TypeError('readline() returned a non-string object')
            elif not isinstance(line, (bytes, bytearray)):
                raise TypeError('readline() returned a non-bytes object')
            else:
                line = str(line, self._encoding)
            lines.append(line)
        return ''.join(lines)

    def __next__(self):
        if self._tokens is None:
            tokens, self._fault = _tokens(self._read(), self._extra)
            self._tokens = iter(tokens)
        for token in self._tokens:
            if self._extra:
                return token
            # As the compiler sees them: each operator is a kind of its own.
            if token[0] == _NEWLINE:
                return (_NEWLINE, '', token[2], token[2], token[4])
            if token[0] not in (_COMMENT, _NL):
                return (_EXACT[token[1]], *token[1:]) if token[0] == _OP and token[1] in _EXACT else token
        if self._fault is not None:
            name, message, place = self._fault
            self._fault = None
            kind = {'IndentationError': IndentationError, 'TabError': TabError}.get(name, SyntaxError)
            raise kind(message, place)
        raise StopIteration
