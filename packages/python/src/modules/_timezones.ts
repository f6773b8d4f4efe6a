/** `_timezones`: the time zone database that the module zoneinfo of a cell reads (TZif, RFC 9636). */

import { tuple } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { newBytes } from '../types/buffer.js';
import { textOf } from '../types/type-names.js';
import { DATA, PARTS, SIZE, VERSION, ZONES } from './timezones-data.js';
import { Inflater, RAW } from './zlib/inflate.js';

/** A first part without content: readers go on to the second. */
const HEADER = Uint8Array.from([0x54, 0x5a, 0x69, 0x66, 0x32, ...new Array<number>(39).fill(0)]);

/** Made once for the process: constants. */
let zones: ReadonlyMap<string, number> | null = null;
let parts: readonly Uint8Array[] | null = null;

function zoneTable(): ReadonlyMap<string, number> {
  zones ??= new Map(
    ZONES.join('')
      .split(',')
      .map((zone) => zone.split(' '))
      .map(([name, part]) => [name!, Number(part)]),
  );
  return zones;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromBase64(text: string): Uint8Array {
  const out = new Uint8Array(Math.floor((text.replace(/=+$/, '').length * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const c of text) {
    if (c === '=') break;
    bits = ((bits << 6) | BASE64.indexOf(c)) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[at++] = (bits >> count) & 255;
    }
  }
  return out;
}

/** Who pays for what is made once for all cells: nobody. */
const FREE = { held: 0, charge() {}, alloc() {} } as unknown as VM;

function partTable(): readonly Uint8Array[] {
  if (parts === null) {
    const all = new Inflater(RAW, 0, null).run(FREE, fromBase64(DATA.join('')), SIZE).output;
    let at = 0;
    parts = PARTS.map((n) => all.subarray(at, (at += n)));
  }
  return parts;
}

defineModule('_timezones', {
  doc: `The time zone database ${VERSION}.`,
  functions: {
    names: [
      '($module, /)',
      'Names of all zones.',
      (vm: VM): R => {
        const table = zoneTable();
        vm.charge(table.size);
        vm.alloc(table.size * 48);
        return tuple([...table.keys()]);
      },
    ],
    data: [
      '($module, key, /)',
      'What is known of a zone, in the form of a TZif file; None: there is no such zone.',
      (vm: VM, key: PyValue): R => {
        const i = zoneTable().get(textOf(key) ?? '');
        if (i === undefined) return null;
        const part = partTable()[i]!;
        vm.charge(100);
        vm.alloc(part.length + 160);
        const out = new Uint8Array(HEADER.length + part.length);
        out.set(HEADER);
        out.set(part, HEADER.length);
        return newBytes(out);
      },
    ],
  },
  values: () => [['VERSION', VERSION]],
});
