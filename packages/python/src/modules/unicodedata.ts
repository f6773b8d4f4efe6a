/** `unicodedata`: the character database (Unicode Standard Annex 44) of the version that str follows. */
import { PyBytes } from '../objects/bytes.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import type { PyRaise } from '../objects/errors.js';
import { KeyErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import { decode, encode, lookupCodec } from '../objects/text/codecs.js';
import { codePointAt, concat, equal, fromCodePoints, length, type Str } from '../objects/text/core.js';
import {
  bidirectional,
  category,
  combining,
  decimalValue,
  decomposition,
  digitValue,
  eastAsianWidth,
  mirrored,
  numericValue,
  UNIDATA_VERSION,
} from '../objects/text/unicode/data.js';
import { codePointOfName, nameOfCodePoint, sequenceOfName } from '../objects/text/unicode/names.js';
import { type NormalForm, normalize } from '../objects/text/unicode/normalize.js';
import type { VM } from '../objects/vm.js';
import { requireBuffer } from '../types/buffer.js';
import { badArgument, shownType, strOf } from '../types/coerce.js';

const MAX_NAME = 256;

function character(fn: string, position: number | null, v: PyValue): number {
  const s = strOf(v);
  if (s === undefined) throw badArgument(fn, position, 'a unicode character', v);
  const n = length(s);
  if (n === 1) return codePointAt(s, 0);
  const which = position === null ? 'argument' : `argument ${position}`;
  throw typeError(`${fn}(): ${which} must be a unicode character, not a string of length ${n}`);
}

/** A property that every character has. */
function property(name: string, doc: string, get: (cp: number) => PyValue): MethodRow {
  return ['($self, chr, /)', doc, (_vm: VM, chr: PyValue): R => get(character(name, null, chr))];
}

/** A property that some characters have: for the others the default, or ValueError. */
function partial(name: string, doc: string, missing: string, get: (cp: number) => PyValue | undefined): MethodRow {
  return [
    '($self, chr, default=<unrepresentable>, /)',
    doc,
    (_vm: VM, chr: PyValue, fallback?: PyValue): R => {
      const found = get(character(name, 1, chr)) ?? fallback;
      if (found === undefined) throw valueError(missing);
      return found;
    },
  ];
}

const valueOrNone = (n: number): number | undefined => (n < 0 ? undefined : n);

function numeric(cp: number): PyFloat | undefined {
  const n = numericValue(cp);
  return n === undefined ? undefined : new PyFloat(n);
}

function decompositionText(cp: number): string {
  const d = decomposition(cp);
  if (d === undefined) return '';
  const to = d.to.map((c) => c.toString(16).toUpperCase().padStart(4, '0')).join(' ');
  return d.tag === '' ? to : `<${d.tag}> ${to}`;
}

/** The UTF-8 bytes of a name given as a str or as bytes. */
function nameBytes(vm: VM, v: PyValue): Uint8Array {
  const s = strOf(v);
  if (s !== undefined) return encode(vm, lookupCodec('utf-8')!, s);
  if (v instanceof PyBytes) return v.bytes;
  requireBuffer(vm, v);
  throw typeError(`lookup() argument must be read-only bytes-like object, not ${shownType(v)}`);
}

/** The message shows the name as a C string. */
function unknownName(vm: VM, name: Uint8Array): PyRaise {
  const end = name.indexOf(0);
  const shown = decode(vm, lookupCodec('utf-8')!, end < 0 ? name : name.subarray(0, end), 'replace').text;
  return raise(KeyErrorType, concat(vm, concat(vm, "undefined character name '", shown), "'"));
}

function lookup(vm: VM, v: PyValue): R {
  const bytes = nameBytes(vm, v);
  if (bytes.length > MAX_NAME) throw raise(KeyErrorType, 'name too long');
  vm.charge(8);
  const name = String.fromCharCode(...bytes);
  const cp = codePointOfName(name);
  const cps = cp === undefined ? sequenceOfName(name) : [cp];
  if (cps === undefined) throw unknownName(vm, bytes);
  return fromCodePoints(vm, cps);
}

const FORMS: ReadonlySet<unknown> = new Set<NormalForm>(['NFC', 'NFD', 'NFKC', 'NFKD']);

/** The arguments of normalize and is_normalized; an empty text is normal in any form, even one that does not exist. */
function formAndText(fn: string, form: PyValue, unistr: PyValue): [NormalForm, Str] {
  const how = strOf(form);
  if (how === undefined) throw badArgument(fn, 1, 'str', form);
  const s = strOf(unistr);
  if (s === undefined) throw badArgument(fn, 2, 'str', unistr);
  if (length(s) > 0 && !FORMS.has(how)) throw valueError('invalid normalization form');
  return [how as NormalForm, s];
}

defineModule('unicodedata', {
  doc: `The Unicode character database, version ${UNIDATA_VERSION}: names and properties of characters, and normal forms.`,
  functions: {
    bidirectional: property('bidirectional', 'The bidirectional class of a character.', bidirectional),
    category: property('category', 'The general category of a character.', category),
    combining: property('combining', 'The canonical combining class of a character; 0: none.', combining),
    decimal: partial('decimal', 'The value of a decimal digit.', 'not a decimal', (cp) =>
      valueOrNone(decimalValue(cp)),
    ),
    decomposition: property('decomposition', 'How a character decomposes, as hexadecimal numbers.', decompositionText),
    digit: partial('digit', 'The value of a digit.', 'not a digit', (cp) => valueOrNone(digitValue(cp))),
    east_asian_width: property('east_asian_width', 'The East Asian width of a character.', eastAsianWidth),
    is_normalized: [
      '($self, form, unistr, /)',
      'Whether a text is in the normal form.',
      (vm: VM, form: PyValue, unistr: PyValue): R => {
        const [how, s] = formAndText('is_normalized', form, unistr);
        return equal(vm, normalize(vm, how, s), s);
      },
    ],
    lookup: ['($self, name, /)', 'The character, or sequence of characters, of a name.', lookup],
    mirrored: property('mirrored', '1 if a character is mirrored in right-to-left text, else 0.', mirrored),
    name: partial('name', 'The name of a character.', 'no such name', nameOfCodePoint),
    normalize: [
      '($self, form, unistr, /)',
      'A text in the normal form.',
      (vm: VM, form: PyValue, unistr: PyValue): R => normalize(vm, ...formAndText('normalize', form, unistr)),
    ],
    numeric: partial('numeric', 'The numeric value of a character.', 'not a numeric character', numeric),
  },
  values: () => [['unidata_version', UNIDATA_VERSION]],
});
