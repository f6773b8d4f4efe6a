/** Which characters make identifiers (PEP 3131), and which are printable. The one place that knows Unicode here. */

const START = /[\p{XID_Start}_]/u;
const CONTINUE = /[\p{XID_Continue}_]/u;
const PRINTABLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;

export function isXidStart(codePoint: number): boolean {
  return START.test(String.fromCodePoint(codePoint));
}

export function isXidContinue(codePoint: number): boolean {
  return CONTINUE.test(String.fromCodePoint(codePoint));
}

export function isPrintable(codePoint: number): boolean {
  return codePoint === 0x20 || PRINTABLE.test(String.fromCodePoint(codePoint));
}

/** Identifiers are compared in form NFKC. */
export function normalizeIdentifier(name: string): string {
  return name.normalize('NFKC');
}
