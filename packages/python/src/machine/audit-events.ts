/**
 * Audit events for the hooks that a program has set itself (PEP 578). They hear; they decide nothing for the supervisor,
 * whose record is made apart (`vm.audit`).
 */
import { ListType, tuple } from '../objects/builtin-types.js';
import { defineIntrinsics } from '../objects/define.js';
import type { PyValue } from '../objects/object.js';
import { PyList, type PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { textOf } from '../types/type-names.js';

const HOOKS = 'audit-hooks';

function hooksOf(vm: VM): PyList {
  let hooks = vm.moduleState.get(HOOKS) as PyList | undefined;
  if (hooks === undefined) {
    hooks = new PyList(ListType.root, []);
    vm.moduleState.set(HOOKS, hooks);
  }
  return hooks;
}

defineIntrinsics({
  /** The hooks as they are now: one that is added meanwhile hears of the next event. */
  audit_hooks: [
    '()',
    (vm: VM) => {
      const { items } = hooksOf(vm);
      vm.alloc(items.length * 8 + 40);
      return tuple(items.slice());
    },
  ],
  keep_audit_hook: [
    '(hook, /)',
    (vm: VM, hook: PyValue) => {
      vm.alloc(16);
      hooksOf(vm).items.push(hook);
      vm.hooked = true;
      vm.auditing = true;
      return null;
    },
  ],
  /** The next event of this name was announced: its native goes on. */
  announced: [
    '(event, /)',
    (vm: VM, event: PyValue) => {
      vm.announced = textOf(event) ?? null;
      return null;
    },
  ],
  is_auditing: ['()', (vm: VM) => vm.auditing],
  is_hooked: ['()', (vm: VM) => vm.hooked],
});

const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;
const O_CLOEXEC = 0o2000000;

/** The mode of a file that is opened by `open`, which sets O_CLOEXEC; None: by `os.open`. */
function modeOf(flags: PyValue): PyValue {
  if (typeof flags !== 'number' || (flags & O_CLOEXEC) === 0) return null;
  const plus = (flags & 3) === 2 ? '+' : '';
  if ((flags & O_APPEND) !== 0) return `a${plus}`;
  if ((flags & O_CREAT) === 0) return `r${plus}`;
  return `${(flags & O_EXCL) !== 0 ? 'x' : (flags & O_TRUNC) !== 0 ? 'w' : 'r'}${plus}`;
}

/** System calls that are audit events, with the arguments that CPython gives (Library Reference, "Audit events table"). */
type Args = readonly PyValue[];
type Row = readonly [event: string, args: (a: Args) => PyValue[]];
const SYSTEM_EVENTS: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['import', ['import', (a) => [a[0]!]]],
  ['open', ['open', (a) => [a[0]!, modeOf(a[1]!), a[1]!]]],
  ['connect', ['socket.connect', (a) => [a[0]!, tuple([a[1]!, a[2]!])]]],
  ['sendto', ['socket.sendto', (a) => [a[0]!, tuple([a[2]!, a[3]!])]]],
  ['rename', ['os.rename', (a) => [a[0]!, a[1]!, -1, -1]]],
  ['link', ['os.link', (a) => [a[0]!, a[1]!, -1, -1]]],
  ['symlink', ['os.symlink', (a) => [a[0]!, a[1]!, -1]]],
  ['mkdir', ['os.mkdir', (a) => [a[0]!, a[1]!, -1]]],
  ['rmdir', ['os.rmdir', (a) => [a[0]!, -1]]],
  ['unlink', ['os.remove', (a) => [a[0]!, -1]]],
  ['chmod', ['os.chmod', (a) => [a[0]!, a[1]!, -1]]],
  ['utime', ['os.utime', (a) => [a[0]!, null, tuple([a[1]!, a[2]!]), -1]]],
  ['starttls', ['rexec.starttls', (a) => [a[0]!, a[1]!]]],
  ['socket', ['socket.__new__', (a) => [null, a[0]!, a[1]!, a[2]!]]],
  ['getaddrinfo', ['socket.getaddrinfo', (a) => a.slice(0, 5)]],
  ...['listdir', 'scandir', 'truncate', 'chdir'].map((name): [string, Row] => [name, [`os.${name}`, (a) => a.slice()]]),
  ['cell_make', ['rexec.cell', () => []]],
]);

/** Event and arguments for the hooks; undefined: the call is none. */
export function systemEvent(name: string, args: readonly PyValue[]): [string, PyTuple] | undefined {
  const row = SYSTEM_EVENTS.get(name);
  return row === undefined ? undefined : [row[0], tuple(row[1](args))];
}
