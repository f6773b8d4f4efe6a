/** Addresses as C's inet_* functions read and write them, and the constants of `_socket` (Linux's numbers). */

/** inet_aton(3): one to four numbers, decimal, octal or hexadecimal; what follows a space is not read. */
export function inetAton(text: string): Uint8Array | null {
  const parts = text.split(/[ \t\n\r]/, 1)[0]!.split('.');
  if (parts.length > 4) return null;
  const numbers: number[] = [];
  for (const part of parts) {
    if (!/^(0x[0-9a-f]{1,8}|0[0-7]{0,11}|[1-9]\d{0,9})$/i.test(part)) return null;
    numbers.push(/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part));
  }
  const last = numbers.pop()!;
  if (numbers.some((n) => n > 255) || last >= 256 ** (4 - numbers.length)) return null;
  let value = last;
  for (let i = 0; i < numbers.length; i++) value += numbers[i]! * 256 ** (3 - i);
  return Uint8Array.of(value / 2 ** 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

export function ptonV4(text: string): Uint8Array | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((p) => /^(0|[1-9]\d{0,2})$/.test(p) && Number(p) < 256)) return null;
  return Uint8Array.from(parts, Number);
}

export function ptonV6(text: string): Uint8Array | null {
  const halves = text.split('::');
  if (halves.length > 2 || text.length > 45) return null;
  const front = words(halves[0]!, halves.length === 1);
  const back = halves.length === 2 ? words(halves[1]!, true) : [];
  if (front === null || back === null) return null;
  const missing = 8 - front.length - back.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const out = new Uint8Array(16);
  const all = [...front, ...new Array<number>(missing).fill(0), ...back];
  for (let i = 0; i < 8; i++) {
    out[2 * i] = all[i]! >> 8;
    out[2 * i + 1] = all[i]! & 255;
  }
  return out;
}

/** 16-bit words between colons; the last two may be written as an IPv4 address. */
function words(text: string, last: boolean): number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const out: number[] = [];
  for (let i = 0; i < parts.length; i++) {
    const v4 = last && i === parts.length - 1 ? ptonV4(parts[i]!) : null;
    if (v4 !== null) out.push((v4[0]! << 8) | v4[1]!, (v4[2]! << 8) | v4[3]!);
    else if (/^[0-9a-f]{1,4}$/i.test(parts[i]!)) out.push(Number.parseInt(parts[i]!, 16));
    else return null;
  }
  return out;
}

export function ntopV4(a: Uint8Array): string {
  return a.join('.');
}

/** The longest run of zeros is left out; IPv4 inside (`::ffff:1.2.3.4`, `::1.2.3.4`) is written as such. */
export function ntopV6(a: Uint8Array): string {
  const w: number[] = [];
  for (let i = 0; i < 16; i += 2) w.push((a[i]! << 8) | a[i + 1]!);
  let at = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && w[end] === 0) end++;
    if (end - i > length) [at, length] = [i, end - i];
  }
  const embedded = at === 0 && (length === 6 || (length === 5 && w[5] === 0xffff));
  const parts = w.map((n) => n.toString(16));
  if (embedded) parts.splice(6, 2, ntopV4(a.subarray(12)));
  return at < 0 ? parts.join(':') : `${parts.slice(0, at).join(':')}::${parts.slice(at + length).join(':')}`;
}

export const SERVICES: readonly (readonly [name: string, port: number])[] = [
  ['ftp', 21],
  ['ssh', 22],
  ['telnet', 23],
  ['smtp', 25],
  ['domain', 53],
  ['http', 80],
  ['pop3', 110],
  ['ntp', 123],
  ['imap2', 143],
  ['snmp', 161],
  ['ldap', 389],
  ['https', 443],
  ['submission', 587],
  ['ldaps', 636],
  ['imaps', 993],
  ['pop3s', 995],
  ['mysql', 3306],
  ['postgresql', 5432],
];

/** Texts of getaddrinfo's codes. */
export const LOOKUP_TEXTS: ReadonlyMap<number, string> = new Map([
  [-2, 'Name or service not known'],
  [-3, 'Temporary failure in name resolution'],
  [-4, 'Non-recoverable failure in name resolution'],
  [-5, 'No address associated with hostname'],
  [-6, 'ai_family not supported'],
  [-8, 'Servname not supported for ai_socktype'],
  [-9, 'Address family for hostname not supported'],
]);

const table = (prefix: string, text: string): [string, number][] =>
  text.split(' ').map((entry) => {
    const [name, n] = entry.split('=');
    return [`${prefix}_${name}`, Number(n)];
  });

export const CONSTANTS: readonly (readonly [string, number])[] = [
  ...table('AF', 'UNSPEC=0 UNIX=1 INET=2 INET6=10'),
  ...table('SOCK', 'STREAM=1 DGRAM=2 RAW=3 RDM=4 SEQPACKET=5 NONBLOCK=2048 CLOEXEC=524288'),
  ...table('AI', 'PASSIVE=1 CANONNAME=2 NUMERICHOST=4 V4MAPPED=8 ALL=16 ADDRCONFIG=32 NUMERICSERV=1024'),
  ...table(
    'EAI',
    'BADFLAGS=-1 NONAME=-2 AGAIN=-3 FAIL=-4 NODATA=-5 FAMILY=-6 SOCKTYPE=-7 SERVICE=-8 ADDRFAMILY=-9 MEMORY=-10 SYSTEM=-11 OVERFLOW=-12',
  ),
  ...table('NI', 'NUMERICHOST=1 NUMERICSERV=2 NOFQDN=4 NAMEREQD=8 DGRAM=16 MAXSERV=32 MAXHOST=1025'),
  ...table('SHUT', 'RD=0 WR=1 RDWR=2'),
  ...table('MSG', 'OOB=1 PEEK=2 DONTROUTE=4 CTRUNC=8 TRUNC=32 DONTWAIT=64 EOR=128 WAITALL=256 NOSIGNAL=16384'),
  ...table('SOL', 'IP=0 SOCKET=1 TCP=6 UDP=17'),
  ...table(
    'SO',
    'DEBUG=1 REUSEADDR=2 TYPE=3 ERROR=4 DONTROUTE=5 BROADCAST=6 SNDBUF=7 RCVBUF=8 KEEPALIVE=9 OOBINLINE=10 LINGER=13 ' +
      'REUSEPORT=15 RCVLOWAT=18 SNDLOWAT=19 RCVTIMEO=20 SNDTIMEO=21 ACCEPTCONN=30 PROTOCOL=38 DOMAIN=39',
  ),
  ...table('IPPROTO', 'IP=0 HOPOPTS=0 ICMP=1 IPV4=4 TCP=6 UDP=17 IPV6=41 ICMPV6=58 RAW=255'),
  ...table(
    'TCP',
    'NODELAY=1 MAXSEG=2 CORK=3 KEEPIDLE=4 KEEPINTVL=5 KEEPCNT=6 SYNCNT=7 DEFER_ACCEPT=9 INFO=11 QUICKACK=12 USER_TIMEOUT=18 FASTOPEN=23',
  ),
  ...table('IPV6', 'UNICAST_HOPS=16 V6ONLY=26 TCLASS=67'),
  ...table('IP', 'TOS=1 TTL=2 MULTICAST_IF=32 MULTICAST_TTL=33 MULTICAST_LOOP=34'),
  ...table('INADDR', 'ANY=0 BROADCAST=4294967295 LOOPBACK=2130706433 NONE=4294967295'),
  ...table('IPPORT', 'RESERVED=1024 USERRESERVED=5000'),
  ['SOMAXCONN', 4096],
];

/** Options that a program may set: they are kept and given back, and change nothing. `level option`. */
export const OPTIONS: ReadonlySet<string> = new Set(
  '1 2,1 6,1 7,1 8,1 9,1 10,1 13,1 15,1 18,1 19,1 20,1 21,6 1,6 3,6 4,6 5,6 6,6 7,6 12,6 18,41 16,41 26,41 67,0 1,0 2'.split(
    ',',
  ),
);
