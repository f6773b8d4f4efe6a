// Writes packages/python/src/objects/text/unicode/name-table.ts: the name of every character, formal aliases and named
// sequences, asked of CPython (the pyodide package). Run after an update of pyodide: `node scripts/make-unicode-names.mjs`.
// How the table is written is told in names.ts, which reads it.
import { writeFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const target = new URL('../packages/python/src/objects/text/unicode/name-table.ts', import.meta.url);

const ASK = `
import json, unicodedata as u
names, runs = [], []
for cp in range(0x110000):
    name = u.name(chr(cp), None)
    if name is None or name.startswith('HANGUL SYLLABLE '):
        continue
    prefix, dash, digits = name.rpartition('-')
    if dash and digits == '%04X' % cp:
        if runs and runs[-1][2] == prefix and runs[-1][0] + runs[-1][1] == cp:
            runs[-1][1] += 1
        else:
            runs.append([cp, 1, prefix])
    else:
        names.append([cp, name])

# Aliases and sequences have places in planes of private use, which the C interface of the module tells.
import ctypes
pointer = ctypes.pythonapi.PyCapsule_GetPointer
pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
api = ctypes.cast(pointer(u._ucnhash_CAPI, b'unicodedata._ucnhash_CAPI'), ctypes.POINTER(ctypes.c_void_p))
getname = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)(api[0])
room = ctypes.create_string_buffer(512)
def private(start):
    while getname(start, room, 512, 1):
        name = room.value.decode('ascii')
        yield [[ord(c) for c in u.lookup(name)], name]
        start += 1
known = [[cps[0], name] for cps, name in private(0xf0000)]
sequences = list(private(0xf0200))
json.dumps({'version': u.unidata_version, 'names': names, 'runs': runs, 'aliases': sorted(known), 'sequences': sequences})
`;

/** 90 characters that need no escape in a literal. */
const DIGITS = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i)).filter((c) => c !== "'" && c !== '\\');
const ONE = 56;
const TWO = 32;

/** A number below 16000 in one to three characters, the small ones in one. */
function short(n) {
  if (n < ONE) return DIGITS[n];
  n -= ONE;
  if (n < TWO * 90) return DIGITS[ONE + Math.floor(n / 90)] + DIGITS[n % 90];
  n -= TWO * 90;
  return DIGITS[ONE + TWO + Math.floor(n / 8100)] + DIGITS[Math.floor(n / 90) % 90] + DIGITS[n % 90];
}

function number(n) {
  let out = '';
  for (; n >= 45; n = Math.floor(n / 45)) out += DIGITS[45 + (n % 45)];
  return out + DIGITS[n];
}

function pack(entries, wordIndex) {
  let out = '';
  let last = [];
  let next = 0;
  for (const [cp, name] of entries) {
    const words = name.split(' ');
    let shared = 0;
    while (shared < 20 && shared < words.length && words[shared] === last[shared]) shared++;
    const gap = cp - next;
    out += DIGITS[shared * 4 + (gap === 0 ? 0 : gap > 0 ? 1 : 2)];
    if (gap !== 0) out += number(Math.abs(gap));
    for (const word of words.slice(shared)) out += short(wordIndex.get(word));
    out += short(0);
    last = words;
    next = cp + 1;
  }
  return out;
}

/** The characters of each sequence: their count, then the distance of each from the one before (a step down is odd). */
function packSequences(entries) {
  let out = '';
  let last = 0;
  for (const [cps] of entries) {
    out += number(cps.length);
    for (const cp of cps) {
      out += number(cp >= last ? 2 * (cp - last) : 2 * (last - cp) - 1);
      last = cp;
    }
  }
  return out;
}

const python = await loadPyodide();
const { version, names, runs, aliases, sequences } = JSON.parse(python.runPython(ASK));
const counts = new Map();
for (const [, name] of [...names, ...aliases, ...sequences])
  for (const w of name.split(' ')) counts.set(w, (counts.get(w) ?? 0) + 1);
const words = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
// Word 0 ends a name.
const wordIndex = new Map(words.map((word, i) => [word, i + 1]));
const tables = {
  WORDS: words.join(' '),
  NAMES: pack(names, wordIndex),
  ALIASES: pack(aliases, wordIndex),
  SEQUENCE_NAMES: pack(
    sequences.map(([, name], i) => [i, name]),
    wordIndex,
  ),
  SEQUENCES: packSequences(sequences),
  RUNS: runs.map(([from, count, prefix]) => `${from.toString(36)}:${count.toString(36)}:${prefix}`).join(','),
};
let text = `/** Names of characters in Unicode ${version}. Written by scripts/make-unicode-names.mjs; names.ts reads it. Do not edit. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: packed data
`;
for (const [name, value] of Object.entries(tables)) text += `export const ${name} =\n  '${value}';\n`;
writeFileSync(target, text);
for (const [name, value] of Object.entries(tables)) console.log(name, value.length);
console.log(aliases.length, 'aliases', sequences.length, 'sequences');
