/** Addresses of IPv4 and IPv6, ranges of them, and which are private. Only the plain spellings are read. */

/** 4 bytes or 16. */
export type Address = Uint8Array;

export interface Range {
  readonly base: Address;
  readonly bits: number;
}

/** An address; an IPv4 one in IPv6 clothes (`::ffff:10.0.0.1`) comes out as IPv4. Null if it is none. */
export function parseAddress(text: string): Address | null {
  if (text.length > 60) return null;
  const zone = text.indexOf('%');
  if (zone > 0 && text.includes(':')) return parseAddress(text.slice(0, zone));
  if (!text.includes(':')) return parseV4(text);
  const v6 = parseV6(text);
  return v6 === null ? null : undressed(v6);
}

function parseV4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  const out = new Uint8Array(4);
  for (let i = 0; i < 4; i++) {
    // No leading zero: some systems read those as octal.
    if (!/^(0|[1-9]\d{0,2})$/.test(parts[i]!) || Number(parts[i]) > 255) return null;
    out[i] = Number(parts[i]);
  }
  return out;
}

function parseV6(text: string): Address | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const front = words(halves[0]!);
  const back = halves.length === 2 ? words(halves[1]!) : [];
  if (front === null || back === null) return null;
  const missing = 8 - front.length - back.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...front, ...new Array<number>(Math.max(missing, 0)).fill(0), ...back];
  const out = new Uint8Array(16);
  all.forEach((w, i) => {
    out[2 * i] = w >> 8;
    out[2 * i + 1] = w & 0xff;
  });
  return out;
}

/** 16-bit words between colons; the last may be an IPv4 address. */
function words(text: string): number[] | null {
  if (text === '') return [];
  const out: number[] = [];
  const parts = text.split(':');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.includes('.') && i === parts.length - 1) {
      const v4 = parseV4(part);
      if (v4 === null) return null;
      out.push((v4[0]! << 8) | v4[1]!, (v4[2]! << 8) | v4[3]!);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) out.push(Number.parseInt(part, 16));
    else return null;
  }
  return out;
}

const range = (text: string): Range => {
  const [base, bits] = text.split('/');
  return { base: parseV4(base!) ?? parseV6(base!)!, bits: Number(bits) };
};

const MAPPED = range('::ffff:0:0/96');

function undressed(v6: Address): Address {
  return contains(MAPPED, v6) ? v6.slice(12) : v6;
}

export function contains(r: Range, address: Address): boolean {
  if (r.base.length !== address.length) return false;
  const whole = r.bits >> 3;
  for (let i = 0; i < whole; i++) if (r.base[i] !== address[i]) return false;
  const mask = 0xff00 >> (r.bits & 7);
  return (r.bits & 7) === 0 || (r.base[whole]! & mask) === (address[whole]! & mask);
}

/** `10.0.0.0/8`, `fd00::/8`, or one address. A string says what is wrong; null: it does not look like an address at all. */
export function parseRange(text: string): Range | string | null {
  const slash = text.indexOf('/');
  const base = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (base === null)
    return slash < 0 ? null : `'${text}' is no range of addresses; write it like 10.0.0.0/8 or [fd00::]/8`;
  const size = base.length * 8;
  if (slash < 0) return { base, bits: size };
  const digits = text.slice(slash + 1);
  let bits = /^\d{1,3}$/.test(digits) ? Number(digits) : -1;
  // Given in IPv6 clothes, its length counts those 96 bits too.
  if (base.length === 4 && text.includes(':')) bits -= 96;
  if (bits < 0 || bits > size) return `'/${digits}' is no length of a range: 0 to ${size}`;
  const r = { base, bits };
  for (let i = bits; i < size; i++) {
    if ((base[i >> 3]! & (0x80 >> (i & 7))) !== 0) return `'${text}' has bits behind its length; write ${rangeText(r)}`;
  }
  return r;
}

function rangeText(r: Range): string {
  const masked = r.base.map((b, i) => {
    const kept = Math.max(0, Math.min(8, r.bits - 8 * i));
    return b & (0xff00 >> kept) & 0xff;
  });
  return `${addressText(masked)}/${r.bits}`;
}

/** The address in plain spelling (IPv6 without `::`, each word in hex). */
export function addressText(a: Address): string {
  if (a.length === 4) return a.join('.');
  const out: string[] = [];
  for (let i = 0; i < 16; i += 2) out.push(((a[i]! << 8) | a[i + 1]!).toString(16));
  return out.join(':');
}

/** This host, private use, shared, loopback, link-local, protocol, documentation, benchmarks, multicast, reserved. */
const PRIVATE_V4 = (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'
)
  .split(' ')
  .map(range);

/** All of IPv6 but global unicast (RFC 4291), and of that what tunnels (Teredo) or is for documentation. */
const GLOBAL_V6 = range('2000::/3');
const PRIVATE_V6 = [range('2001::/32'), range('2001:db8::/32')];
/** An IPv4 address inside: NAT64 (RFC 6052) and 6to4 (RFC 3056). */
const NAT64 = range('64:ff9b::/96');
const SIX_TO_FOUR = range('2002::/16');

export function isPrivate(a: Address): boolean {
  if (a.length === 4) return PRIVATE_V4.some((r) => contains(r, a));
  if (contains(NAT64, a)) return isPrivate(a.slice(12));
  if (contains(SIX_TO_FOUR, a)) return isPrivate(a.slice(2, 6));
  return !contains(GLOBAL_V6, a) || PRIVATE_V6.some((r) => contains(r, a));
}

/** Does the range lie inside private addresses, so that who wrote it meant them? `0.0.0.0/0` does not. */
export function isPrivateRange(r: Range): boolean {
  if (!isPrivate(r.base)) return false;
  if (r.base.length === 4) return PRIVATE_V4.some((p) => contains(p, r.base) && r.bits >= p.bits);
  if (contains(NAT64, r.base)) return r.bits >= 96 && isPrivateRange({ base: r.base.slice(12), bits: r.bits - 96 });
  if (contains(SIX_TO_FOUR, r.base)) {
    return r.bits >= 16 && isPrivateRange({ base: r.base.slice(2, 6), bits: Math.min(32, r.bits - 16) });
  }
  if (contains(GLOBAL_V6, r.base)) return PRIVATE_V6.some((p) => contains(p, r.base) && r.bits >= p.bits);
  return r.bits >= GLOBAL_V6.bits;
}
