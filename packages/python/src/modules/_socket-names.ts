import { newBuiltinType, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import type { MethodRow } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import { OSErrorType, OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { newBytes, requireBuffer } from '../types/buffer.js';
import { intOf, notAnInteger } from '../types/coerce.js';
import { makeOSError, osError } from '../types/exceptions.js';
import { textOf } from '../types/type-names.js';
import { inetAton, LOOKUP_TEXTS, ntopV4, ntopV6, ptonV4, ptonV6, SERVICES } from './_socket-address.js';

export const GaiErrorType = newBuiltinType('socket.gaierror', OSErrorType);
export const HErrorType = newBuiltinType('socket.herror', OSErrorType);

export const AF_INET = 2;
export const AF_INET6 = 10;
export function lookupError(code: number): PyRaise {
  const text = LOOKUP_TEXTS.get(code) ?? 'Unknown error';
  return new PyRaise(makeOSError([code, text], GaiErrorType));
}

export const plainError = (text: string): PyRaise => raise(OSErrorType, text);

/** Text of a host argument: str, or ASCII in bytes. */
export function hostText(v: PyValue, message: (type: string) => string): PyValue {
  const text = textOf(v);
  if (text !== undefined) {
    if (text.includes('\0')) throw typeError('host name must not contain null character');
    return fromJS(text);
  }
  const bytes = v instanceof PyBytes || v instanceof PyByteArray ? bufferOf(v) : undefined;
  if (bytes === undefined) throw typeError(message(typeOf(v).name));
  return fromJS(latin1(bytes.subarray(0, 300)));
}

function bufferOf(v: PyBytes | PyByteArray): Uint8Array {
  return v instanceof PyBytes ? v.bytes : v.buffer.subarray(0, v.length);
}

function latin1(bytes: Uint8Array): string {
  let out = '';
  for (const b of bytes) out += String.fromCharCode(b);
  return out;
}

function swapped(name: string, bits: 16 | 32): MethodRow {
  return [
    '($module, integer, /)',
    null,
    (_vm: VM, v: PyValue) => {
      const n = intOf(v);
      if (bits === 32) {
        if (n === undefined) throw typeError(`expected int, ${typeOf(v).name} found`);
        if (n < 0) throw raise(OverflowErrorType, "can't convert negative value to unsigned int");
        if (n >= 2 ** 64) throw raise(OverflowErrorType, 'Python int too large to convert to C unsigned long');
        if (n >= 2 ** 32) throw raise(OverflowErrorType, 'int larger than 32 bits');
        const m = Number(n);
        return ((m & 255) * 2 ** 24 + ((m >>> 8) & 255) * 65536 + ((m >>> 16) & 255) * 256 + (m >>> 24)) as R;
      }
      if (n === undefined) throw notAnInteger(v);
      if (n > 0x7fffffff || n < -0x80000000) {
        throw raise(OverflowErrorType, 'Python int too large to convert to C int');
      }
      const to = 'to C 16-bit unsigned integer';
      if (n < 0) throw raise(OverflowErrorType, `${name}: can't convert negative Python int ${to}`);
      if (n > 0xffff) throw raise(OverflowErrorType, `${name}: Python int too large to convert ${to}`);
      return ((Number(n) & 255) << 8) | (Number(n) >> 8);
    },
  ];
}

function requireText(v: PyValue, name: string, position: number): string {
  const text = textOf(v);
  if (text === undefined) throw typeError(`${name}() argument ${position} must be str, not ${typeOf(v).name}`);
  return text;
}

function packed(bytes: Uint8Array | null, name: string): PyBytes {
  if (bytes === null) throw plainError(`illegal IP address string passed to ${name}`);
  return newBytes(bytes);
}

export function familyArgument(v: PyValue): number {
  const n = intOf(v);
  if (n === undefined) throw notAnInteger(v);
  return Number(n);
}

const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['ip', 0],
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['ipv6', 41],
  ['ipv6-icmp', 58],
]);

function servicePort(name: string): number {
  return SERVICES.find(([n]) => n === name)?.[1] ?? -1;
}

/** Port of getaddrinfo: None, an int, or a service by number or name. */
function portArgument(v: PyValue): number {
  if (v === null) return 0;
  const n = intOf(v);
  if (n !== undefined) return Number(BigInt.asUintN(16, BigInt(n)));
  const text = textOf(v) ?? (v instanceof PyBytes ? latin1(v.bytes.subarray(0, 100)) : undefined);
  if (text === undefined) throw plainError('Int or String expected');
  if (/^\d{1,5}$/.test(text)) return Number(text) & 0xffff;
  const port = servicePort(text);
  if (port < 0) throw lookupError(-8);
  return port;
}

function getaddrinfo(vm: VM, host: PyValue, port: PyValue, ...more: (PyValue | undefined)[]): R {
  const name = host === null ? null : hostText(host, () => 'getaddrinfo() argument 1 must be string or None');
  const numbers = [0, 1, 2, 3].map((i) => familyArgument(more[i] ?? 0));
  if (host === null && port === null) throw lookupError(-2);
  return vm.lib('socket_getaddrinfo', [name, portArgument(port), ...numbers]);
}

function byName(name: string, lib: string): MethodRow {
  return [
    '($module, host, /)',
    null,
    (vm: VM, host: PyValue) =>
      vm.lib(lib, [hostText(host, (t) => `${name}() argument 1 must be str, bytes or bytearray, not ${t}`)]),
  ];
}

function getnameinfo(vm: VM, address: PyValue, flags: PyValue): R {
  if (!(address instanceof PyTuple)) throw typeError('getnameinfo() argument 1 must be a tuple');
  const [host, port] = address.items;
  if (host === undefined || port === undefined || textOf(host) === undefined || intOf(port) === undefined) {
    throw typeError('getnameinfo(): illegal sockaddr argument');
  }
  const wanted = familyArgument(flags);
  const text = textOf(host)!;
  const bytes = ptonV4(text) ?? ptonV6(text);
  // An address has no name here: a look-up in that direction is no operation of a policy.
  if (bytes === null || (wanted & 8) !== 0) throw lookupError(-2);
  const n = Number(intOf(port)!);
  const service = (wanted & 2) === 0 ? SERVICES.find(([, p]) => p === n)?.[0] : undefined;
  vm.alloc(100);
  return tuple([text, service ?? String(n)]);
}

/** Functions of the module. */
export const NAME_FUNCTIONS: Record<string, MethodRow> = {
  htons: swapped('htons', 16),
  ntohs: swapped('ntohs', 16),
  htonl: swapped('htonl', 32),
  ntohl: swapped('ntohl', 32),
  inet_aton: [
    '($module, ip_addr, /)',
    null,
    (_vm: VM, v: PyValue) => packed(inetAton(requireText(v, 'inet_aton', 1)), 'inet_aton'),
  ],
  inet_ntoa: [
    '($module, packed_ip, /)',
    null,
    (vm: VM, v: PyValue) => {
      const bytes = requireBuffer(vm, v);
      if (bytes.length !== 4) throw plainError('packed IP wrong length for inet_ntoa');
      return ntopV4(bytes);
    },
  ],
  inet_pton: [
    '($module, address_family, ip_string, /)',
    null,
    (_vm: VM, family: PyValue, v: PyValue) => {
      const f = familyArgument(family);
      const text = requireText(v, 'inet_pton', 2);
      if (f !== AF_INET && f !== AF_INET6) throw osError(97, 'Address family not supported by protocol');
      return packed(f === AF_INET ? ptonV4(text) : ptonV6(text), 'inet_pton');
    },
  ],
  inet_ntop: [
    '($module, address_family, packed_ip, /)',
    null,
    (vm: VM, family: PyValue, v: PyValue) => {
      const f = familyArgument(family);
      const bytes = requireBuffer(vm, v);
      if (f !== AF_INET && f !== AF_INET6) throw valueError(`unknown address family ${f}`);
      if (bytes.length !== (f === AF_INET ? 4 : 16)) throw valueError('invalid length of packed IP address string');
      return f === AF_INET ? ntopV4(bytes) : ntopV6(bytes);
    },
  ],
  getaddrinfo: ['($module, /, host, port, family=0, type=0, proto=0, flags=0)', null, getaddrinfo],
  gethostbyname: byName('gethostbyname', 'socket_gethostbyname'),
  gethostbyname_ex: byName('gethostbyname_ex', 'socket_gethostbyname_ex'),
  gethostbyaddr: [
    '($module, host, /)',
    null,
    () => {
      throw new PyRaise(makeOSError([1, 'Unknown host'], HErrorType));
    },
  ],
  getnameinfo: ['($module, sockaddr, flags, /)', null, getnameinfo],
  gethostname: ['($module, /)', null, (vm: VM) => vm.lib('socket_gethostname', [])],
  getservbyname: [
    '($module, servicename, protocolname=<unrepresentable>, /)',
    null,
    (_vm: VM, name: PyValue) => {
      const port = servicePort(requireText(name, 'getservbyname', 1));
      if (port < 0) throw plainError('service/proto not found');
      return port;
    },
  ],
  getservbyport: [
    '($module, port, protocolname=<unrepresentable>, /)',
    null,
    (_vm: VM, v: PyValue) => {
      const port = familyArgument(v);
      if (port < 0 || port > 65535) throw raise(OverflowErrorType, 'getservbyport: port must be 0-65535.');
      const found = SERVICES.find(([, p]) => p === port);
      if (found === undefined) throw plainError('port/proto not found');
      return found[0];
    },
  ],
  getprotobyname: [
    '($module, name, /)',
    null,
    (_vm: VM, name: PyValue) => {
      const n = PROTOCOLS.get(requireText(name, 'getprotobyname', 1));
      if (n === undefined) throw plainError('protocol not found');
      return n;
    },
  ],
};
