/** Text that comes from a program, for a person's eyes: nothing in it moves the cursor, hides or imitates what is around it. */

/** Controls, format characters (bidirectional ones too), separators other than the space, lone surrogates, private use. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|[^\S ]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Escaped as Python would, and cut in the middle of a text longer than `max` characters. */
export function printable(text: string, max = 200): string {
  const cut =
    text.length <= max
      ? text
      : `${text.slice(0, Math.ceil(max / 2))}…[${text.length - max} more]…${text.slice(-Math.floor(max / 2))}`;
  return cut.replace(HIDDEN, (c) => {
    const known = new Map(Object.entries(SHORT)).get(c);
    if (known !== undefined) return known;
    const code = c.codePointAt(0)!;
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
  });
}
