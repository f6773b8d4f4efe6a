// Codecs: each with each built-in error handler, over random bytes near what is valid.
import { expect, test } from 'vitest';
import * as C from '../src/objects/text/codecs.js';
import { TextError } from '../src/objects/text/error.js';
import * as S from '../src/objects/text/str.js';
import { Cases, Dice, literal, meter, quoted, strOf, vm } from './text-support.js';

const NAMES =
  'utf-8|utf-8-sig|utf-16|utf-16-le|utf-16-be|utf-32|utf-32-le|utf-32-be|latin-1|ascii|cp1252|cp437|koi8-r|iso-8859-15|unicode_escape|raw_unicode_escape|UTF8|U8|us-ascii|Latin 1|646|utf--8|windows-1252'.split(
    '|',
  );
const HANDLERS =
  'strict ignore replace backslashreplace xmlcharrefreplace surrogateescape surrogatepass unheard-of'.split(' ');
const BYTES = [
  [0x61, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80],
  [0xed, 0xa0, 0x80, 0xbf, 0xe0, 0x9f, 0xc0, 0xc3],
  [0xf4, 0x8f, 0x90, 0xf5, 0xff, 0x80, 0xbf, 0x61],
  [0xff, 0xfe, 0, 0, 0xd8, 0xdc, 0x41],
  [0, 0x10, 0x11, 0xd8, 0xdc, 1],
  [0xef, 0xbb, 0xbf, 0x61],
  [0x5c, 0x78, 0x75, 0x55, 0x30, 0x34, 0x61, 0x66, 0x5c, 0x6e, 0x4e, 0x7b, 0x7d, 10],
];
const MARKS = [[], [], [], [], [0xff, 0xfe], [0xef, 0xbb, 0xbf], [0, 0, 0xfe, 0xff]];
const TEXTS = [
  [97, 0xe9, 0x20ac, 0x1f600, 0xd800, 0xdc80, 0xdfff],
  [97, 98, 0xff, 0x100, 10, 92],
  [97, 0xdc80, 0xdcff, 0xdc7f],
];

function codec(name: string): C.Codec {
  const found = C.lookupCodec(name);
  if (found === undefined) throw new TextError('LookupError', `unknown encoding: ${name}`);
  return found;
}

test('decoding and encoding agree with CPython', async () => {
  const dice = new Dice(4);
  const cases = new Cases();
  for (let i = 0; i < 2500; i++) {
    const alphabet = dice.pick(BYTES);
    const random = Array.from({ length: dice.below(12) }, () =>
      dice.real() < 0.07 ? dice.below(256) : dice.pick(alphabet),
    );
    const bytes = Uint8Array.from([...dice.pick(MARKS), 97, ...random].filter((_, k, all) => k > 0 || all.length % 3));
    const [name, handler] = [dice.pick(NAMES), dice.pick(HANDLERS)];
    if (bytes.length > 0)
      cases.add(`bytes([${bytes}]).decode('${name}','${handler}')`, () =>
        quoted(C.decode(vm, codec(name), bytes, handler).text),
      );
    const alphabet2 = dice.pick(TEXTS);
    const s = strOf(Array.from({ length: dice.below(8) }, () => dice.pick(alphabet2)));
    cases.add(`${literal(s)}.encode('${name}','${handler}')`, () =>
      S.reprBytes(vm, C.encode(vm, codec(name), s, handler)),
    );
    const part = dice.pick(['utf_8', 'utf_16', 'utf_16_le', 'utf_32', 'utf_32_be', 'unicode_escape']);
    cases.add(`_codecs.${part}_decode(bytes([${bytes}]),'replace',False)`, () => {
      const { text, consumed } = C.decode(vm, codec(part), bytes, 'replace', false);
      return `(${quoted(text)}, ${consumed})`;
    });
  }
  await cases.agree();
});

test('the steps of decoding stop at each fault and go on where they are told', () => {
  const utf8 = C.lookupCodec('utf-8')!;
  const bytes = Uint8Array.of(0x61, 0xff, 0x62, 0xc3);
  const first = C.decodeStep(vm, utf8, bytes, 0, true);
  expect(first).toMatchObject({ text: 'a', pos: 1, fault: { start: 1, end: 2, reason: 'invalid start byte' } });
  const second = C.decodeStep(vm, first.codec, bytes, 2, true);
  expect(second).toMatchObject({ text: 'b', fault: { start: 3, end: 4, reason: 'unexpected end of data' } });
});

test('many faults cost no more than many bytes', () => {
  const bad = new Uint8Array(1e6).fill(0xff);
  expect(S.length(C.decode(meter(2e7), codec('utf-8'), bad, 'replace').text)).toBe(1e6);
  expect(C.encode(meter(2e7), codec('ascii'), 'éa'.repeat(5e5), 'replace').length).toBe(1e6);
});
