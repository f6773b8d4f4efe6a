// Writes packages/python/src/objects/text/unicode/tables.ts: what CPython's str and unicodedata say about every code
// point, asked of CPython itself (the pyodide package). Run after an update of pyodide: `node scripts/make-unicode.mjs`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPyodide } from 'pyodide';

const target = new URL('../packages/python/src/objects/text/unicode/tables.ts', import.meta.url);

const ASK = `
import json, unicodedata as u

def flags(c):
    tests = (
        c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.islower(), c.isupper(),
        u.category(c) == 'Lt', c.isspace(), c.isprintable(), c.isidentifier(), ('a' + c).isidentifier(),
        (c + 'a').title()[-1:] == 'a' and not (c + 'a').title().endswith('A'),
        ('A' + c + '\\u03a3').lower()[-1] == '\\u03c2' and (c + '\\u03a3').lower()[-1] == '\\u03c3',
        len(('a' + c + 'b').splitlines()) == 2,
    )
    return sum(1 << i for i, t in enumerate(tests) if t)

records, runs, index = [], [], {}
maps = {'lower': [], 'upper': [], 'title': [], 'casefold': []}
decimal, digit, numeric, decomposition = [], [], [], []
last = None
for cp in range(0x110000):
    c = chr(cp)
    r = (u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c), u.east_asian_width(c), flags(c))
    i = index.get(r)
    if i is None:
        i = index[r] = len(records)
        records.append(r)
    if i == last:
        runs[-1][0] += 1
    else:
        runs.append([1, i])
        last = i
    for kind in maps:
        to = getattr(c, kind)()
        if to != c:
            maps[kind].append([cp, [ord(x) for x in to]])
    if c.isdecimal(): decimal.append([cp, u.decimal(c)])
    if c.isdigit(): digit.append([cp, u.digit(c)])
    if c.isnumeric(): numeric.append([cp, u.numeric(c)])
    if not 0xac00 <= cp < 0xac00 + 11172:
        d = u.decomposition(c)
        if d:
            parts = d.split()
            tag = parts.pop(0)[1:-1] if parts[0][0] == '<' else ''
            to = [int(x, 16) for x in parts]
            composes = not tag and len(to) == 2 and u.normalize('NFC', chr(to[0]) + chr(to[1])) == c
            decomposition.append([cp, tag, to, composes])
import codecs
from encodings.aliases import aliases
charmaps = {name: ''.join(bytes([b]).decode(name, 'replace') for b in range(128, 256)) for name in
            ('cp1252', 'cp437', 'cp850', 'cp1251', 'cp1250', 'iso8859-2', 'iso8859-5', 'iso8859-15', 'koi8-r', 'mac-roman')}
native = {codecs.lookup(n).name: n for n in ('ascii', 'latin-1', 'utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be',
          'utf-32', 'utf-32-le', 'utf-32-be', 'unicode-escape', 'raw-unicode-escape', *charmaps)}
names = []
for alias in sorted(set(aliases) | {n.replace('-', '_') for pair in native.items() for n in pair}):
    try: name = codecs.lookup(alias).name
    except LookupError: continue
    if name in native: names.append([alias, name])
charmaps = [[codecs.lookup(k).name, v] for k, v in charmaps.items()]
json.dumps({'charmaps': charmaps, 'aliases': names, 'version': u.unidata_version, 'records': records, 'runs': runs, 'maps': maps, 'decimal': decimal,
            'digit': digit, 'numeric': numeric, 'decomposition': decomposition})
`;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Unsigned numbers, five bits a character, low ones first; the sixth bit says that more follow. */
function pack(numbers) {
  let out = '';
  for (let n of numbers) {
    while (n >= 32) {
      out += DIGITS[32 + (n % 32)];
      n = Math.floor(n / 32);
    }
    out += DIGITS[n];
  }
  return out;
}

const zigzag = (n) => (n < 0 ? -2 * n - 1 : 2 * n);

/** [code point, value] pairs, sorted, as runs (gap, count, step of the code point, value, step of the value). */
function packRuns(pairs) {
  const out = [];
  let next = 0;
  for (let i = 0; i < pairs.length; ) {
    const [cp, value] = pairs[i];
    let count = 1;
    let step = 1;
    let rise = 0;
    if (i + 1 < pairs.length && pairs[i + 1][0] - cp <= 2) {
      step = pairs[i + 1][0] - cp;
      rise = pairs[i + 1][1] - value;
      if (rise < -64 || rise > 64) rise = 0;
      while (
        i + count < pairs.length &&
        pairs[i + count][0] === cp + count * step &&
        pairs[i + count][1] === value + count * rise
      )
        count++;
      if (count === 1) [step, rise] = [1, 0];
    }
    out.push(cp - next, count, step, zigzag(value), zigzag(rise));
    next = cp + (count - 1) * step + 1;
    i += count;
  }
  return pack(out);
}

/** Case mappings: runs of differences to one code point, then the mappings to several. */
function packCase(pairs, base) {
  const known = new Map(base.map(([cp, to]) => [cp, to.join()]));
  const own = pairs.filter(([cp, to]) => known.get(cp) !== to.join());
  const here = new Set(pairs.map(([cp]) => cp));
  for (const [cp] of base) if (!here.has(cp)) own.push([cp, [cp]]);
  own.sort((a, b) => a[0] - b[0]);
  const single = packRuns(own.filter(([, to]) => to.length === 1).map(([cp, to]) => [cp, to[0] - cp]));
  const several = [];
  let last = 0;
  for (const [cp, to] of own.filter(([, to]) => to.length > 1)) {
    several.push(cp - last, to.length, ...to);
    last = cp;
  }
  return `${single} ${pack(several)}`;
}

function fraction(value) {
  for (const den of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 40, 64, 80, 160, 320])
    if (Math.round(value * den) / den === value) return [Math.round(value * den), den];
  throw new Error(`no fraction for ${value}`);
}

/** Numeric values by denominator: `den:runs`. */
function packNumeric(pairs) {
  const by = new Map();
  for (const [cp, value] of pairs) {
    const [num, den] = fraction(value);
    if (!by.has(den)) by.set(den, []);
    by.get(den).push([cp, num]);
  }
  return [...by].map(([den, list]) => `${den}:${packRuns(list)}`).join(' ');
}

function packDecomposition(entries) {
  const tags = [...new Set(entries.map(([, tag]) => tag))];
  const out = [];
  let next = 0;
  let last = 0;
  for (const [cp, tag, to, composes] of entries) {
    out.push(cp - next, (tags.indexOf(tag) * 32 + to.length) * 2 + (composes ? 1 : 0));
    for (const x of to) {
      out.push(zigzag(x - last));
      last = x;
    }
    next = cp + 1;
  }
  return { tags: tags.join(' '), data: pack(out) };
}

const names = (records, i) => [...new Set(records.map((r) => r[i]))];

const python = await loadPyodide();
const data = JSON.parse(python.runPython(ASK));
const categories = names(data.records, 0);
const bidi = names(data.records, 1);
const widths = names(data.records, 4);
const records = data.records.flatMap(([cat, dir, combining, mirrored, width, flags]) => [
  categories.indexOf(cat),
  bidi.indexOf(dir),
  combining,
  mirrored,
  widths.indexOf(width),
  flags,
]);
const decomposition = packDecomposition(data.decomposition);
const { maps } = data;
const tables = {
  UNIDATA_VERSION: data.version,
  CATEGORIES: categories.join(' '),
  BIDIRECTIONAL: bidi.join(' '),
  WIDTHS: widths.join(' '),
  RECORDS: pack(records),
  RUNS: pack(data.runs.flat()),
  LOWER: packCase(maps.lower, []),
  UPPER: packCase(maps.upper, []),
  TITLE: packCase(maps.title, maps.upper),
  FOLD: packCase(maps.casefold, maps.lower),
  DECIMAL: packRuns(data.decimal),
  DIGIT: packRuns(data.digit),
  NUMERIC: packNumeric(data.numeric),
  CHARMAPS: data.charmaps.map(([name, text]) => `${name}:${pack([...text].map((c) => c.codePointAt(0)))}`).join(' '),
  CODEC_ALIASES: data.aliases.map((pair) => pair.join(':')).join(' '),
  TAGS: decomposition.tags,
  DECOMPOSITION: decomposition.data,
};
let text = `/**
 * Unicode ${data.version} as CPython has it. Written by scripts/make-unicode.mjs; \`data.ts\` reads it. Do not edit.
 */
`;
for (const [name, value] of Object.entries(tables)) text += `export const ${name} = '${value}';\n`;
writeFileSync(target, text);
execFileSync('npx', ['biome', 'format', '--write', fileURLToPath(target)], { stdio: 'inherit' });
for (const [name, value] of Object.entries(tables)) console.log(name, value.length);
