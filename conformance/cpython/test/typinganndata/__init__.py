"""CPython's modules of annotations for its tests; `ann_module`, which writes into `__annotations__`, is ours."""

import test

__path__.extend(f'{folder}/typinganndata' for folder in test.__path__[1:])
