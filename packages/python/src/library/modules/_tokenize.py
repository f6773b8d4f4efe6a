"""The tokenizer behind `tokenize` is not here yet: asking it for tokens is an error."""


class TokenizerIter:
    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        raise NotImplementedError('tokens of source text cannot be had')
