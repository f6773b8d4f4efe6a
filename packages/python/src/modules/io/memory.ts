/** What `io.BytesIO` and `io.StringIO` share: sizes as arguments, and rows that every stream has. */
import { typeOf } from '../../objects/builtin-types.js';
import type { MethodRow } from '../../objects/define.js';
import { raise, StopIterationType, typeError } from '../../objects/exception-types.js';
import type { PyType, PyValue, R } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { hasMethod, intOf, notAnInteger, retryWith, toSize } from '../../types/coerce.js';

/** Converts what a method takes; -1 stands for None and for what is left out. */
export type SizeKind = 'size' | 'int';

/** A method of at most two arguments, of which the first is a size (None too) or an int, and the second an int. */
export function sized(
  cls: () => PyType,
  name: string,
  signature: string,
  kinds: readonly SizeKind[],
  impl: (vm: VM, self: any, ...sizes: number[]) => R | void,
  before: (vm: VM, self: any) => void,
): MethodRow {
  return [
    signature,
    null,
    (vm: VM, self: PyValue, first?: PyValue, second?: PyValue): R | void => {
      before(vm, self);
      if (typeof first === 'number' && second === undefined) return impl(vm, self, first, 0);
      const args = [first, second];
      const sizes: number[] = [];
      for (let i = 0; i < kinds.length; i++) {
        const v = args[i];
        if (v === undefined || (v === null && kinds[i] === 'size')) {
          sizes.push(v === undefined && kinds[i] === 'int' ? 0 : -1);
          continue;
        }
        const n = intOf(v);
        if (n === undefined) {
          if (hasMethod(v, '__index__')) {
            return retryWith(vm, 'with_index', cls().dict.getStr(name)!, [self, ...args], i + 1);
          }
          throw kinds[i] === 'size'
            ? typeError(`argument should be integer or None, not '${typeOf(v).name}'`)
            : notAnInteger(v);
        }
        sizes.push(toSize(n));
      }
      return impl(vm, self, ...sizes);
    },
  ];
}

/** `__next__` by the step of the iterator; DELEGATE goes through. */
export function nextBy(step: (vm: VM, self: any) => PyValue | undefined | R): MethodRow {
  return [
    '($self, /)',
    null,
    (vm: VM, self: PyValue) => {
      const line = step(vm, self);
      if (line === undefined) throw raise(StopIterationType);
      return line;
    },
  ];
}

/** Rows of a stream that is open, whose methods `check` first. */
export function streamRows(check: (vm: VM, self: any) => void): Record<string, MethodRow> {
  const answer =
    (value: PyValue) =>
    (vm: VM, self: PyValue): PyValue => {
      check(vm, self);
      return value;
    };
  const itself = (vm: VM, self: PyValue) => {
    check(vm, self);
    return self;
  };
  const unsupported = (name: string): MethodRow => [
    '($self, /)',
    null,
    (vm: VM) => vm.lib('stream_unsupported', [name]),
  ];
  return {
    readable: ['($self, /)', 'Returns True if the IO object can be read.', answer(true)],
    writable: ['($self, /)', 'Returns True if the IO object can be written.', answer(true)],
    seekable: ['($self, /)', 'Returns True if the IO object can be seeked.', answer(true)],
    isatty: ['($self, /)', 'Always returns False.', answer(false)],
    flush: ['($self, /)', 'Does nothing.', answer(null)],
    fileno: unsupported('fileno'),
    detach: unsupported('detach'),
    writelines: [
      '($self, lines, /)',
      null,
      (vm: VM, self: PyValue, lines: PyValue) => vm.lib('stream_writelines', [self, lines]),
    ],
    __iter__: ['($self, /)', null, itself],
    __enter__: ['($self, /)', null, itself],
    __exit__: ['($self, /, *args)', null, (vm: VM, self: PyValue) => vm.lib('close_stream', [self])],
    _checkClosed: ['($self, msg=None, /)', null, answer(null)],
    _checkReadable: ['($self, msg=None, /)', null, answer(true)],
    _checkWritable: ['($self, msg=None, /)', null, answer(true)],
    _checkSeekable: ['($self, msg=None, /)', null, answer(true)],
    __setstate__: [
      '($self, state, /)',
      null,
      (vm: VM, self: PyValue, state: PyValue) => vm.lib('memory_stream_setstate', [self, state]),
    ],
    __getstate__: ['($self, /)', null, (vm: VM, self: PyValue) => vm.lib('memory_stream_getstate', [self])],
    __reduce_ex__: ['($self, protocol, /)', null, (vm: VM, self: PyValue) => vm.lib('memory_stream_reduce', [self])],
  };
}
