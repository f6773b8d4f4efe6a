// CPython's asyncio as cells have it: every module is CPython's own, but what it imports and seldom needs is imported when
// something of it is first used (library/modules/asyncio._later.py), since most programs want `run`, `sleep` and `gather`,
// and the whole package with what it stands on would take longer to import than they run.

/** Imported later: `import NAME` becomes `from ._later import NAME`. */
const LATER =
  'concurrent.futures inspect linecache logging os selectors signal socket ssl subprocess threading traceback warnings weakref';
/** Modules of the package itself that are imported later. */
const PARTS = 'base_subprocess graph queues runners sslproto staggered streams taskgroups threads trsock';

/** File, text, ours, which has as many lines: tracebacks show CPython's. */
const TEXTS = [
  // What is asked at import time, and would import the module.
  ['selector_events', "_HAS_SENDMSG = hasattr(socket.socket, 'sendmsg')", '_HAS_SENDMSG = False'],
  [
    'base_events',
    'if ssl is not None and isinstance(sock, ssl.SSLSocket)',
    'if ssl and isinstance(sock, ssl.SSLSocket)',
  ],
  ['runners', 'if (threading.current_thread()', 'if (signal and threading.current_thread()'],
  // A cell is one process: its number need not be asked for at every step.
  ['events', 'running_loop is not None and pid == os.getpid()', 'running_loop is not None'],
  ['events', '(loop, os.getpid())', '(loop, 1)'],
  ['events', "if hasattr(os, 'fork'):", 'if False:'],
  // Which loop runs is known to the functions of the host too.
  ['events', 'from _asyncio import (_get_running_loop', 'from _event_loop import (_get_running_loop'],
  // A task's step without calls for what is plain: CPython has a class in C here. A task that is done is in no list any more:
  // without reference counts it would be there until a heap walk.
  [
    'tasks',
    "if self.done():\n            raise exceptions.InvalidStateError(\n                f'__step",
    "if self._state != futures._PENDING:\n            raise exceptions.InvalidStateError(\n                f'__step",
  ],
  [
    'tasks',
    '_py_enter_task(self._loop, self)\n        try:',
    'loop = self._loop; loop in _current_tasks and _py_enter_task(loop, self); _current_tasks[loop] = self\n        try:',
  ],
  [
    'tasks',
    '_py_leave_task(self._loop, self)\n            self = None',
    'if _current_tasks.get(loop) is not self: _py_leave_task(loop, self)\n            del _current_tasks[loop]; self._state == futures._PENDING or _scheduled_tasks.discard(self); self = None',
  ],
  [
    'tasks',
    "blocking = getattr(result, '_asyncio_future_blocking', None)",
    "blocking = None if result is None else getattr(result, '_asyncio_future_blocking', None)",
  ],
  [
    'tasks',
    'if futures._get_loop(result) is not self._loop:',
    "if getattr(result, '_loop', None) is not self._loop and futures._get_loop(result) is not self._loop:",
  ],
  // Tasks are found by their ids: without code in Python for hashes of weak references.
  ['tasks', '_scheduled_tasks = weakref.WeakSet()', '_scheduled_tasks = weakref.Tasks()'],
  // As the class in C says it.
  ['futures', "InvalidStateError(f'{self._state}: {self!r}')", "InvalidStateError('invalid state')"],
  ['futures', "'Result is not ready.'", "'Result is not set.'"],
];

const later = new Set(LATER.split(' '));
const parts = new Set(PARTS.split(' '));

/** Texts within quotes of a module's `__all__`. */
function namesOf(source) {
  const [, all] = /^__all__ = ((?:\([^)]*\)|[^\n]*))/m.exec(source) ?? [];
  return [...(all ?? '').matchAll(/['"](\w+)['"]/g)].map(([, name]) => name);
}

/** `asyncio/__init__.py`: the names of its modules, each imported when it is first asked for. */
function packageSource(source, sourceOf) {
  const modules = [...source.matchAll(/^ *from \.(\w+) import \*/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'windows_events');
  const rows = modules.map((name) => {
    const names = name === 'unix_events' ? ['SelectorEventLoop', 'EventLoop'] : namesOf(sourceOf(name));
    return `    ('${name}', '${names.join(' ')}'),\n`;
  });
  const deprecated = /\ndef __getattr__\(name: str\):[\s\S]*/.exec(source)[0];
  return `"""The asyncio package, tracking PEP 3156."""

import sys

from . import base_events, coroutines, events, exceptions, futures, runners, tasks, unix_events

_names = {}
__all__ = ()
for _module, _given in (
${rows.join('')}):
    __all__ += tuple(_given.split())
    _names.update(dict.fromkeys(_given.split(), _module))
del _module, _given
_modules = {*_names.values(), 'base_subprocess', 'log', 'selector_events', 'sslproto', 'staggered', 'trsock'}


def __dir__():
    return sorted({*globals(), *__all__, *_modules})

${deprecated.replace(
  '    import warnings\n',
  `    module = _names.get(name)
    if module is not None or name in _modules:
        value = __import__(f'asyncio.{module or name}', None, None, ['__name__'])
        if module is not None:
            value = globals()[name] = getattr(value, name)
        return value
    if name != 'unix_events' and name.endswith('Policy'):
        import warnings
        from . import unix_events
`,
)}`;
}

/** The text of one of the package's files; \`sourceOf\` gives the text of its modules. */
export function asyncioSource(file, source, sourceOf) {
  if (file === '__init__') return packageSource(source, sourceOf);
  let text = source
    .replace(/^( *)import ([\w.]+)$/gm, (line, indent, name) =>
      later.has(name) ? `${indent}from ._later import ${name.split('.')[0]}` : line,
    )
    .replace(/^( *)from \. import (\w+)$/gm, (line, indent, name) =>
      parts.has(name) ? `${indent}from ._later import ${name}` : line,
    )
    .replace(/^from \.log import logger$/m, 'from ._later import logger');
  for (const [where, from, to] of TEXTS) {
    if (where !== file) continue;
    if (!text.includes(from)) throw new Error(`asyncio/${file}.py: no ${from}`);
    if (from.split('\n').length !== to.split('\n').length)
      throw new Error(`asyncio/${file}.py: lines move after ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}
