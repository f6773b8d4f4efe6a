/**
 * `_socket`: what socket.py stands on. A socket is the number that the supervisor's side knows it by, and what the program
 * set; every effect is a call of the system. Where CPython would block the machine pauses. Nothing listens: bind, listen
 * and accept are refused.
 */

import { isBuffer } from '../objects/buffer.js';
import { newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { defineIntrinsics, defineModule, defineType, type MethodRow } from '../objects/define.js';
import {
  exceptionTypes,
  OSErrorType,
  OverflowErrorType,
  raise,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import { PyFloat, PyObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { newBytes, requireBuffer, simpleBytes } from '../types/buffer.js';
import { type CoercedRow, coerced, intOf, notAnInteger } from '../types/coerce.js';
import { osError } from '../types/exceptions.js';
import { CONSTANTS, OPTIONS } from './_socket-address.js';
import {
  AF_INET,
  AF_INET6,
  familyArgument,
  GaiErrorType,
  HErrorType,
  hostText,
  lookupError,
  NAME_FUNCTIONS,
  plainError,
} from './_socket-names.js';
import { SOCKET_NUMBERS } from './linux-numbers.js';

const SocketType = newBuiltinType('_socket.socket', ObjectType, { layout: 'socket' });
const SOCK_STREAM = 1;
const SOL_SOCKET = 1;
const MSG_DONTWAIT = 64;
/** Flags that change nothing here: MSG_NOSIGNAL, MSG_DONTROUTE. */
const IDLE_FLAGS = 16384 | 4;
const MAX_SEND = 65536;
const MAX_OPTIONS = 64;

export class PySocket extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  /** -1: closed, or not opened. */
  number = -1;
  family = AF_INET;
  type = SOCK_STREAM;
  proto = 0;
  /** Seconds; null: waits as long as it takes; 0: does not wait. */
  timeout: number | null = null;
  /** Options that were set, by `level option`. */
  readonly options = new Map<string, number>();
}

// -- arguments ---------------------------------------------------------------------------------------------------------------

const TOO_FAR = 'timestamp out of range for platform time_t';

/** Seconds of a timeout; null: none. */
function timeoutOf(v: PyValue): number | null {
  if (v === null) return null;
  let n: number;
  if (v instanceof PyFloat) {
    n = v.v;
    if (Number.isNaN(n)) throw valueError('Invalid value NaN (not a number)');
  } else {
    const i = intOf(v);
    if (i === undefined) throw notAnInteger(v);
    n = Number(i);
  }
  if (Math.abs(n) > 9.2e9) throw raise(OverflowErrorType, TOO_FAR);
  if (n < 0) throw valueError('Timeout value out of range');
  return n;
}

/** As the system is told: -1 for none. */
function waiting(self: PySocket, flags: number): PyFloat {
  return new PyFloat((flags & MSG_DONTWAIT) !== 0 ? 0 : (self.timeout ?? -1));
}

function checkFlags(flags: number): void {
  if ((flags & ~(IDLE_FLAGS | MSG_DONTWAIT)) !== 0) throw osError(95, 'Operation not supported');
}

interface SocketAddress {
  readonly host: PyValue;
  readonly port: number;
}

/** `(host, port)`; for IPv6 also with flow and scope, which are not used. */
function addressOf(self: PySocket, v: PyValue, what: string): SocketAddress {
  const six = self.family === AF_INET6;
  const family = six ? 'AF_INET6' : 'AF_INET';
  if (!(v instanceof PyTuple)) throw typeError(`${what}(): ${family} address must be tuple, not ${typeOf(v).name}`);
  const { items } = v;
  if (six ? items.length < 2 || items.length > 4 : items.length !== 2) {
    throw typeError(
      six
        ? 'AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])'
        : 'AF_INET address must be a pair (host, port)',
    );
  }
  for (const item of items.slice(1)) if (intOf(item) === undefined) throw notAnInteger(item);
  const host = hostText(items[0]!, (type) => `str, bytes or bytearray expected, not ${type}`);
  const port = intOf(items[1]!)!;
  if (port < 0 || port > 65535) throw raise(OverflowErrorType, `${what}(): port must be 0-65535.`);
  return { host, port: Number(port) };
}

/** A copy of the first bytes of a bytes-like object, as many as one message carries. */
function copied(vm: VM, v: PyValue, most: number): PyBytes {
  const bytes = requireBuffer(vm, v).subarray(0, most);
  vm.alloc(bytes.length + 120);
  return newBytes(bytes.slice());
}

// -- sockets -----------------------------------------------------------------------------------------------------------------

function init(vm: VM, self: PySocket, family: number, type: number, proto: number, fileno: PyValue): R {
  self.family = family === -1 ? AF_INET : family;
  const kind = type === -1 ? SOCK_STREAM : type;
  self.type = kind & ~(2048 | 524288);
  self.proto = proto === -1 ? 0 : proto;
  self.timeout = (kind & 2048) !== 0 ? 0 : defaultTimeout(vm);
  if (fileno !== undefined && fileno !== null) {
    const n = intOf(fileno);
    if (n === undefined) throw notAnInteger(fileno);
    if (n < 0) throw valueError('negative file descriptor');
    self.number = Number(n);
    return null;
  }
  return vm.lib('socket_open', [self]);
}

function recv(vm: VM, self: PySocket, n: number, flags: number, name: string): R {
  if (n < 0) throw valueError(`negative buffersize in ${name}`);
  checkFlags(flags);
  return vm.lib(`socket_${name}`, [self.number, n, waiting(self, flags)]);
}

function recvInto(vm: VM, self: PySocket, buffer: PyValue, n: number, flags: number, name: string): R {
  const room = isBuffer(buffer) ? simpleBytes(vm, buffer)?.length : undefined;
  if (room === undefined || buffer instanceof PyBytes) {
    throw typeError(`${name}() argument 1 must be read-write bytes-like object, not ${typeOf(buffer).name}`);
  }
  if (n < 0) throw valueError(`negative buffersize in ${name}`);
  if (n > room) throw valueError('buffer too small for requested bytes');
  checkFlags(flags);
  return vm.lib(`socket_${name}`, [buffer, self.number, n === 0 ? room : n, waiting(self, flags)]);
}

function sendto(vm: VM, self: PySocket, args: PyValue[]): R {
  if (args.length < 2 || args.length > 3) throw typeError(`sendto() takes 2 or 3 arguments (${args.length} given)`);
  const flags = args.length === 3 ? intOf(args[1]!) : 0;
  if (flags === undefined) throw notAnInteger(args[1]!);
  checkFlags(Number(flags));
  const { host, port } = addressOf(self, args.at(-1)!, 'sendto');
  return vm.lib('socket_sendto', [
    self.number,
    copied(vm, args[0]!, MAX_SEND),
    host,
    port,
    waiting(self, Number(flags)),
  ]);
}

function setsockopt(vm: VM, self: PySocket, level: number, option: number, v: PyValue, length: PyValue): R {
  if (self.number < 0) throw osError(9, 'Bad file descriptor');
  if (v === null || length !== undefined) throw osError(22, 'Invalid argument');
  const n = intOf(v);
  const key = `${level} ${option}`;
  if (n === undefined && !isBuffer(v)) throw notAnInteger(v);
  if (!OPTIONS.has(key) || self.options.size >= MAX_OPTIONS) throw osError(92, 'Protocol not available');
  vm.alloc(100);
  self.options.set(key, n === undefined ? 1 : Number(n));
  return null;
}

function getsockopt(vm: VM, self: PySocket, level: number, option: number, length: number): R {
  if (self.number < 0) throw osError(9, 'Bad file descriptor');
  if (level === SOL_SOCKET && option === 4) return vm.system('sockerror', [self.number]);
  const key = `${level} ${option}`;
  const fixed: Record<string, number> = { '1 3': self.type, '1 30': 0, '1 38': self.proto, '1 39': self.family };
  const value = Object.hasOwn(fixed, key) ? fixed[key]! : OPTIONS.has(key) ? (self.options.get(key) ?? 0) : undefined;
  if (value === undefined) throw osError(92, 'Protocol not available');
  if (length === 0) return value;
  if (length < 0 || length > 1024) throw plainError('getsockopt buflen out of range');
  return newBytes(Uint8Array.of(value, value >> 8, value >> 16, value >> 24).slice(0, length));
}

function close(vm: VM, self: PySocket): R {
  const { number } = self;
  self.number = -1;
  return number < 0 ? null : vm.system('sockclose', [number]);
}

function refusedRow(name: string): MethodRow {
  return [
    '($self, /, *args)',
    null,
    (vm: VM) => {
      throw vm.refuse(`socket.${name}`, '', `a cell cannot wait for connections: ${name}() is refused`);
    },
  ];
}

const member = (read: (s: PySocket) => PyValue) => ({ get: (_vm: VM, self: PyValue) => read(self as PySocket) });
const seconds = (n: number | null): PyValue => (n === null ? null : new PyFloat(n));

const rows: Record<string, CoercedRow> = {
  __init__: ['($self, /, family=-1, type=-1, proto=-1, fileno=None)', null, initRow, ''],
  __repr__: [
    '($self, /)',
    null,
    (_vm: VM, s: PySocket) => `<socket object, fd=${s.number}, family=${s.family}, type=${s.type}, proto=${s.proto}>`,
  ],
  connect: [
    '($self, address, /)',
    'Connect to an address (host, port); for IPv6 also with flow and scope.',
    (vm: VM, self: PySocket, v: PyValue) => {
      const { host, port } = addressOf(self, v, 'connect');
      return vm.lib('socket_connect', [self.number, host, port, waiting(self, 0)]);
    },
  ],
  connect_ex: [
    '($self, address, /)',
    'As connect, but the error of the system is the answer: its errno, or 0.',
    (vm: VM, self: PySocket, v: PyValue) => {
      const { host, port } = addressOf(self, v, 'connect_ex');
      return vm.lib('socket_connect_ex', [self.number, host, port, waiting(self, 0)]);
    },
  ],
  send: [
    '($self, data, flags=0, /)',
    'Send bytes; the answer says how many went.',
    (vm: VM, self: PySocket, data: PyValue, flags = 0) => {
      const piece = copied(vm, data, MAX_SEND);
      checkFlags(flags);
      return vm.lib('socket_send', [self.number, piece, waiting(self, flags)]);
    },
    '.I',
  ],
  sendall: [
    '($self, data, flags=0, /)',
    'Send all of the bytes.',
    (vm: VM, self: PySocket, data: PyValue, flags = 0) => {
      const all = copied(vm, data, Number.POSITIVE_INFINITY);
      checkFlags(flags);
      return vm.lib('socket_sendall', [self.number, all, waiting(self, flags)]);
    },
    '.I',
  ],
  sendto: ['($self, /, *args)', 'Send a datagram: sendto(data[, flags], address).', sendto],
  recv: [
    '($self, bufsize, flags=0, /)',
    'Receive up to bufsize bytes.',
    (vm: VM, self: PySocket, n: number, flags = 0) => recv(vm, self, n, flags, 'recv'),
    'iI',
  ],
  recvfrom: [
    '($self, bufsize, flags=0, /)',
    'As recv, with the address of the sender.',
    (vm: VM, self: PySocket, n: number, flags = 0) => recv(vm, self, n, flags, 'recvfrom'),
    'iI',
  ],
  recv_into: [
    '($self, /, buffer, nbytes=0, flags=0)',
    'Receive into a buffer; the answer says how many bytes.',
    (vm: VM, self: PySocket, buffer: PyValue, n = 0, flags = 0) => recvInto(vm, self, buffer, n, flags, 'recv_into'),
    '.iI',
  ],
  recvfrom_into: [
    '($self, /, buffer, nbytes=0, flags=0)',
    'As recv_into, with the address of the sender.',
    (vm: VM, self: PySocket, buffer: PyValue, n = 0, flags = 0) =>
      recvInto(vm, self, buffer, n, flags, 'recvfrom_into'),
    '.iI',
  ],
  close: ['($self, /)', 'Close the socket.', close],
  __del__: ['($self, /)', 'Close the socket that nothing refers to.', close],
  detach: [
    '($self, /)',
    'Let go of the number of the socket, which stays open.',
    (_vm: VM, self: PySocket) => {
      const { number } = self;
      self.number = -1;
      return number;
    },
  ],
  fileno: ['($self, /)', 'The number of the socket.', (_vm: VM, self: PySocket) => self.number],
  getsockname: [
    '($self, /)',
    'The own address.',
    (vm: VM, s: PySocket) => vm.lib('socket_name', ['getsockname', s.number, s.family]),
  ],
  getpeername: [
    '($self, /)',
    'The address of the other side.',
    (vm: VM, s: PySocket) => vm.lib('socket_name', ['getpeername', s.number, s.family]),
  ],
  shutdown: [
    '($self, flag, /)',
    'Shut down one half of the connection or both.',
    (vm: VM, self: PySocket, how: number) => {
      if (how < 0 || how > 2) throw osError(22, 'Invalid argument');
      return vm.system('shutdown', [Math.max(self.number, 0), how]);
    },
    'I',
  ],
  settimeout: [
    '($self, timeout, /)',
    'Seconds that an operation may take; None: any time; 0: it does not wait.',
    (_vm: VM, self: PySocket, v: PyValue) => {
      self.timeout = timeoutOf(v);
      return null;
    },
  ],
  gettimeout: ['($self, /)', 'The timeout in seconds, or None.', (_vm: VM, self: PySocket) => seconds(self.timeout)],
  setblocking: [
    '($self, flag, /)',
    'Whether operations wait.',
    (_vm: VM, self: PySocket, flag: number) => {
      self.timeout = flag === 0 ? 0 : null;
      return null;
    },
    'I',
  ],
  getblocking: ['($self, /)', 'Whether operations wait.', (_vm: VM, self: PySocket) => self.timeout !== 0],
  setsockopt: [
    '($self, level, option, value, optlen=<unrepresentable>, /)',
    'Set an option of the socket.',
    setsockopt,
    'II',
  ],
  getsockopt: [
    '($self, level, option, buflen=0, /)',
    'The value of an option of the socket.',
    (vm: VM, self: PySocket, level: number, option: number, length = 0) => getsockopt(vm, self, level, option, length),
    'III',
  ],
};

function initRow(
  vm: VM,
  self: PySocket,
  family: PyValue = -1,
  type: PyValue = -1,
  proto: PyValue = -1,
  fileno: PyValue = null,
): R {
  const given = [family, type, proto].map((v) => {
    const n = intOf(v);
    if (n === undefined) throw notAnInteger(v);
    if (n < -1 || n > 0x7fffffff) throw raise(OverflowErrorType, 'Python int too large to convert to C int');
    return Number(n);
  });
  return init(vm, self, given[0]!, given[1]!, given[2]!, fileno);
}

defineType(SocketType, {
  doc: 'A socket of the cell: socket(family=AF_INET, type=SOCK_STREAM, proto=0). Only clients: nothing listens.',
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(300);
      return new PySocket(cls.root);
    },
  ],
  methods: {
    ...coerced(SocketType, rows),
    bind: refusedRow('bind'),
    listen: refusedRow('listen'),
    _accept: refusedRow('accept'),
  },
  getset: {
    family: member((s) => s.family),
    type: member((s) => s.type),
    proto: member((s) => s.proto),
    timeout: member((s) => seconds(s.timeout)),
  },
});

// -- functions of the module -------------------------------------------------------------------------------------------------

function defaultTimeout(vm: VM): number | null {
  return (vm.moduleState.get('socket-timeout') as number | null | undefined) ?? null;
}

defineModule('_socket', {
  needs: ['system'],
  doc: 'Sockets of the cell: what they do, the supervisor does.',
  types: [],
  functions: {
    ...NAME_FUNCTIONS,
    getdefaulttimeout: ['($module, /)', null, (vm: VM) => seconds(defaultTimeout(vm))],
    setdefaulttimeout: [
      '($module, timeout, /)',
      null,
      (vm: VM, v: PyValue) => {
        vm.moduleState.set('socket-timeout', timeoutOf(v));
        return null;
      },
    ],
    close: [
      '($module, fd, /)',
      null,
      (vm: VM, fd: PyValue) => {
        const n = familyArgument(fd);
        if (n < 0) throw osError(9, 'Bad file descriptor');
        return vm.system('sockclose', [n]);
      },
    ],
    dup: [
      '($module, fd, /)',
      null,
      () => {
        throw osError(95, 'Operation not supported');
      },
    ],
  },
  values: () => [
    ...CONSTANTS,
    ...SOCKET_NUMBERS,
    ['socket', SocketType],
    ['SocketType', SocketType],
    ['error', OSErrorType],
    ['gaierror', GaiErrorType],
    ['herror', HErrorType],
    ['timeout', exceptionTypes.get('TimeoutError')!],
    ['has_ipv6', true],
  ],
});

defineIntrinsics({
  /** gaierror of a code. */
  socket_lookup_error: [
    '(code, /)',
    (_vm: VM, code: number) => {
      throw lookupError(code);
    },
  ],
  /** Family, type and protocol of a socket that is being opened; with a number: it is open now. */
  socket_kind: ['(sock, /)', (_vm: VM, s: PySocket) => tuple([s.family, s.type, s.proto])],
  socket_opened: [
    '(sock, number, /)',
    (_vm: VM, s: PySocket, number: number) => {
      s.number = number;
      return null;
    },
  ],
});
