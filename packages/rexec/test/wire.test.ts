import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode, Messages, Tagged, WireError, type WireValue } from '../src/system/wire.js';

const value: fc.Arbitrary<WireValue> = fc.letrec<{ value: WireValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.bigInt(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((pairs) => new Map(pairs)),
    fc.array(fc.integer()).map((items) => new Set(items)),
    fc.date({ noInvalidDate: true }),
    fc.tuple(fc.string(), tie('value')).map(([tag, inner]) => new Tagged(tag, inner)),
  ),
})).value;

describe('values between processes', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(value, (v) => {
        expect(decode(encode(v).subarray(4))).toEqual(v);
      }),
    );
  });

  test('lone surrogates stay', () => {
    expect(decode(encode('a\ud800b').subarray(4))).toBe('a\ud800b');
  });

  test('bytes that are cut, changed or made up are refused or are a value, never anything else', () => {
    const check = (bytes: Uint8Array) => {
      try {
        decode(bytes);
      } catch (e) {
        expect(e).toBeInstanceOf(WireError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), check));
    fc.assert(
      fc.property(value, fc.nat(), fc.nat(255), (v, at, byte) => {
        const bytes = encode(v).slice(4);
        check(bytes.subarray(0, at % bytes.length));
        bytes[at % bytes.length] = byte;
        check(bytes);
      }),
    );
  });

  test('a length that is not there makes nothing', () => {
    expect(() => decode(Uint8Array.of(10, 255, 255, 255, 255))).toThrow(WireError);
    expect(() => decode(Uint8Array.of(8, 255, 255, 255, 127, 1))).toThrow(WireError);
  });

  test('a stream is cut into messages wherever it breaks', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.integer({ min: 1, max: 7 }), (values, size) => {
        const stream = new Uint8Array(values.flatMap((v) => [...encode(v)]));
        const messages = new Messages(1 << 20);
        const got: WireValue[] = [];
        for (let i = 0; i < stream.length; i += size) {
          for (const m of messages.push(stream.subarray(i, i + size))) got.push(decode(m));
        }
        expect(got).toEqual(values);
      }),
    );
  });

  test('a message longer than the limit is refused by its head', () => {
    expect(() => new Messages(1000).push(Uint8Array.of(0, 0, 0, 1))).toThrow(WireError);
  });
});
