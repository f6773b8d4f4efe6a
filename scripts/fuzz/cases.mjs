// Random cases from a seed: { code, about }. `about` names what is exercised, the class of a difference.
import { statementCase } from './statements.mjs';
import { ARGUMENTS, anyValue, VALUES } from './values.mjs';

/** Whose outcome is a matter of addresses, sizes, hashes, time or the machine. */
const SKIPPED_METHODS = new Set([
  '__sizeof__',
  '__hash__',
  '__dir__',
  '__subclasses__',
  '__subclasshook__',
  '__init_subclass__',
  '__code__',
]);
const SKIPPED_FUNCTIONS = new Set(
  'breakpoint copyright credits exit quit help license input open id hash dir vars globals locals exec eval compile'.split(
    ' ',
  ),
);

export function random(seed) {
  let state = (seed * 2654435761) >>> 0 || 1;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const pick = (items) => items[below(items.length)];
  const some = (max, make) => Array.from({ length: below(max + 1) }, make);
  return { next, below, pick, some };
}

/** Arguments for a call: mostly few, mostly right ones, sometimes keywords. */
function callArguments(r, hints = []) {
  const count = r.pick([0, 0, 1, 1, 1, 1, 2, 2, 3, 4]);
  const positional = Array.from({ length: count }, () =>
    hints.length && r.next() < 0.6 ? r.pick(hints) : anyValue(r),
  );
  if (r.next() < 0.07) positional.push(`${r.pick(ARGUMENTS.keywords)}=${anyValue(r)}`);
  if (r.next() < 0.03) positional.push(`*${anyValue(r)}`);
  if (r.next() < 0.02) positional.push(`**${anyValue(r)}`);
  return positional.join(', ');
}

const makers = {
  method(r, { types }) {
    const type = r.pick(Object.keys(types).filter((name) => VALUES[name]));
    const special = r.next() < 0.35;
    const names = types[type].filter((each) => !SKIPPED_METHODS.has(each) && (special || !each.startsWith('__')));
    const name = r.pick(
      names.length > 0 ? names : types[type].filter((each) => each !== '__class__' && !SKIPPED_METHODS.has(each)),
    );
    const value = r.pick(VALUES[type]);
    const args = callArguments(r, ARGUMENTS.methods[name] ?? [...VALUES[type], ...(ARGUMENTS.hints[type] ?? [])]);
    const about = `${type}.${name}`;
    const form = r.next();
    if (form < 0.04)
      return { about: `${about} itself`, code: `out(${type in PUBLIC ? type : 'object'}.${name}(${args}))` };
    if (form < 0.07)
      return {
        about: `${about} value`,
        code: `x = ${value}\nout(type(x.${name}).__name__, getattr(x.${name}, '__text_signature__', 0))`,
      };
    return { about, code: `x = ${value}\nout(x.${name}(${args}))\nout(x)` };
  },
  operator(r) {
    const [a, b, c] = [anyValue(r), anyValue(r), anyValue(r)];
    const binary = r.pick([
      '+',
      '-',
      '*',
      '/',
      '//',
      '%',
      '**',
      '<<',
      '>>',
      '&',
      '|',
      '^',
      '@',
      '<',
      '<=',
      '==',
      '!=',
      '>',
      '>=',
      'in',
      'not in',
      'is',
      'and',
      'or',
    ]);
    const index = r.next() < 0.5 ? r.pick(ARGUMENTS.indexes) : anyValue(r);
    return r.pick([
      () => ({ about: `a ${binary} b`, code: `out(${a} ${binary} ${b})` }),
      () => ({ about: `a ${binary} b`, code: `out(${a} ${binary} ${b})` }),
      () => ({
        about: `a ${binary} b`,
        code: `x = ${r.pick(ARGUMENTS.numbers)}\nout(x ${binary} ${r.pick(ARGUMENTS.numbers)})`,
      }),
      () => {
        const operator = r.pick(['+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^', '@']);
        return { about: `a ${operator}= b`, code: `x = y = ${a}\nx ${operator}= ${b}\nout(x, y)` };
      },
      () => ({
        about: 'a < b < c',
        code: `out(${a} ${r.pick(['<', '<=', '==', '!=', 'in', 'is'])} ${b} ${r.pick(['<', '>', '==', 'not in'])} ${c})`,
      }),
      () => ({ about: 'unary', code: `out(${r.pick(['-', '+', '~', 'not '])}${a})` }),
      () => ({ about: 'a[i]', code: `out(${a}[${index}])` }),
      () => ({
        about: 'a[i:j:k]',
        code: `out(${a}[${r.pick(ARGUMENTS.indexes)}:${index}:${r.pick(ARGUMENTS.indexes)}])`,
      }),
      () => ({ about: 'a[i] = b', code: `x = ${a}\nx[${index}] = ${b}\nout(x)` }),
      () => ({ about: 'a[i:j] = b', code: `x = ${a}\nx[${r.pick(ARGUMENTS.indexes)}:${index}] = ${b}\nout(x)` }),
      () => ({
        about: 'a[i:j:k] = b',
        code: `x = ${r.pick([...VALUES.list, ...VALUES.bytearray])}\nx[${r.pick(ARGUMENTS.indexes)}:${r.pick(ARGUMENTS.indexes)}:${r.pick(ARGUMENTS.indexes)}] = ${b}\nout(x)`,
      }),
      () => ({ about: 'del a[i]', code: `x = ${a}\ndel x[${index}]\nout(x)` }),
      () => ({
        about: 'del a[i:j:k]',
        code: `x = ${a}\ndel x[${r.pick(ARGUMENTS.indexes)}:${index}:${r.pick(ARGUMENTS.indexes)}]\nout(x)`,
      }),
      () => ({ about: 'a(b)', code: `out(${a}(${callArguments(r)}))` }),
      () => ({
        about: 'a.x',
        code: `out(${a}.${r.pick(['x', 'real', '__name__', 'args', 'append', 'keys', 'start', '__class__'])})`,
      }),
      () => ({
        about: 'a.x = b',
        code: `x = ${a}\nx.${r.pick(['y', 'real', '__doc__', '__class__', 'args', 'append', 'start', '__dict__'])} = ${b}\nout(x)`,
      }),
      () => ({
        about: 'unpack',
        code: `${r.pick(['a, b', '*a, b', 'a, *b', 'a, (b, *c)', '[a, b, c]', 'a, *b, c', '(a,)'])} = ${a}\nout(a)`,
      }),
      () => ({ about: 'for', code: `for x in ${a}:\n    out(x)\n    if len(log) > 5: break` }),
      () => ({
        about: 'displays',
        code: `out(${r.pick([`[*${a}, ${b}]`, `{**${a}}`, `{*${a}}`, `{${a}: ${b}}`, `{${a}, ${b}}`, `(*${a}, *${b})`, `[x for x in ${a}]`, `{x: 1 for x in ${a}}`, `{x for x in ${a}}`])})`,
      }),
      () => ({ about: 'function call', code: `out(function(${callArguments(r)}))` }),
      () => ({ about: 'raise', code: `raise ${a}${r.next() < 0.3 ? ` from ${b}` : ''}` }),
      () => ({ about: 'except', code: `try: raise KeyError(1)\nexcept ${a} as e: out(e)` }),
      () => ({ about: 'with', code: `with ${a} as x: out(x)` }),
      () => ({ about: 'if', code: `out(1 if ${a} else 2)` }),
      () => ({
        about: 'match',
        code: `match ${a}:\n    case ${r.pick(ARGUMENTS.patterns)}: out('first')\n    case ${r.pick(ARGUMENTS.patterns)}: out('second')\n    case _: out('none')`,
      }),
    ])();
  },
  builtin(r, { functions }) {
    const name = r.pick(functions.filter((each) => !SKIPPED_FUNCTIONS.has(each)));
    return { about: name, code: `out(${name}(${callArguments(r, ARGUMENTS.functions[name] ?? [])}))` };
  },
  format(r) {
    const value = r.next() < 0.8 ? r.pick(ARGUMENTS.formatted) : anyValue(r);
    const spec = formatSpec(r);
    const quoted = JSON.stringify(spec);
    const flags = r.some(2, () => r.pick(['-', '+', ' ', '0', '#'])).join('');
    const width = r.pick(['', '', '5', '12', '*', '(k)']);
    const percent = `%${width === '(k)' ? width : ''}${flags}${width === '(k)' ? '' : width}${r.pick(['', '', '.2', '.0', '.*', '.10'])}${r.pick('diouxXeEfFgGcrsa%b'.split(''))}`;
    return r.pick([
      () => ({ about: `format ${value.split('(')[0].slice(0, 12)}`, code: `out(format(${value}, ${quoted}))` }),
      () => ({
        about: 'fstring',
        code: `x = ${value}\nout(f'[{x${r.pick(['', '!r', '!s', '!a', '='])}:${spec.replace(/['{}\\]/g, '')}}]')`,
      }),
      () => ({
        about: 'str.format',
        code: `out('${r.pick(['{}', '{0}', '{0!r}', '{:{}}', '{0.real}', '{0[0]}', '{a}', '{{{}}}', '{', '}', '{!x}', '{0:>{1}}', '{[1]}'])}'.format(${value}, ${anyValue(r)}))`,
      }),
      () => ({
        about: '%',
        code: `out('${percent}' % ${r.next() < 0.6 ? `(${value}, ${r.some(2, () => r.pick(ARGUMENTS.formatted)).join(', ')})` : value})`,
      }),
      () => ({ about: 'b%', code: `out(b'${percent}' % ${r.next() < 0.6 ? `(${value},)` : value})` }),
      () => ({
        about: 'round',
        code: `out(round(${r.pick(ARGUMENTS.numbers)}, ${r.pick(['0', '1', '2', '-1', '-3', '15', '300', 'None', anyValue(r)])}))`,
      }),
      () => ({
        about: 'int text',
        code: `out(int(${r.pick(ARGUMENTS.numeric_text)}, ${r.pick(['0', '2', '8', '10', '16', '36', '37', '1'])}))`,
      }),
      () => ({ about: 'float text', code: `out(float(${r.pick(ARGUMENTS.numeric_text)}))` }),
      () => ({ about: 'complex text', code: `out(complex(${r.pick(ARGUMENTS.numeric_text)}))` }),
      () => ({
        about: 'float repr',
        code: `out(${(r.next() * 10 ** r.below(40)) / 10 ** r.below(30)}, ${r.below(1000)}e${r.below(600) - 300})`,
      }),
    ])();
  },
  statement: statementCase,
};

/** Types whose name is a built-in. */
const PUBLIC = Object.fromEntries(
  'int float complex bool str bytes bytearray list tuple dict set frozenset range slice object memoryview type property'
    .split(' ')
    .map((name) => [name, true]),
);

function formatSpec(r) {
  const pieces = [
    r.pick(['', '', '', '*<', 'x>', '^', '>', '<', '=', '0=']),
    r.pick(['', '', '+', '-', ' ']),
    r.pick(['', '', '', 'z', '#', '0', '#0']),
    r.pick(['', '', '1', '8', '10', '25']),
    r.pick(['', '', '', ',', '_']),
    r.pick(['', '', '.0', '.1', '.3', '.12', '.', '.2,', '.3_']),
    r.pick(['', '', 'd', 'f', 'e', 'g', 's', 'x', 'X', 'o', 'b', 'c', 'n', 'G', 'E', 'F', '%', 'q', 'r']),
  ];
  return r.next() < 0.05 ? pieces.reverse().join('') : pieces.join('');
}

export function makeCases(described, seed, count, { only, match } = {}) {
  const r = random(seed);
  const kinds = only
    ? [only]
    : ['method', 'method', 'method', 'operator', 'operator', 'builtin', 'format', 'statement'];
  const cases = [];
  while (cases.length < count) {
    const made = makers[r.pick(kinds)](r, described);
    if (!match || made.about.includes(match)) cases.push(made);
  }
  return cases;
}
