// Random operations on Python values, as source text: what scripts/fuzz-natives.mjs runs.
import { makeGrammar } from './grammar.mjs';
import { hostile, MODULES, plain, roots } from './values.mjs';

/** mulberry32: a number from 0 to n-1. */
export function rng(seed) {
  let a = seed >>> 0;
  return (n) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** A short text for a value, for reports; runs no Python code. */
export function describe(v) {
  if (v === null) return 'None';
  if (typeof v === 'string') return JSON.stringify(v.slice(0, 20));
  if (typeof v !== 'object') return String(v).slice(0, 25);
  return v.shape?.cls?.name ?? typeof v;
}

const OPERATIONS_PER_PROGRAM = 40;
const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '@',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '**',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  'is',
];
const UNARY = ['-', '+', '~', 'not '];
const KEYWORDS = [
  'key',
  'default',
  'reverse',
  'encoding',
  'errors',
  'sep',
  'end',
  'maxsplit',
  'keepends',
  'file',
  'step',
  'start',
  'strict',
  'initial',
  'repeat',
  'x',
  'base',
  'mod',
  'signed',
  'maxlen',
  'fillvalue',
];
const SPECS = [
  '',
  '>10',
  '^999999',
  '010.3f',
  ',',
  '_b',
  '#x',
  'c',
  'n',
  '%',
  'e',
  '\\ud800<5',
  '{1}',
  '.99999f',
  '=+9',
  's',
  '.0',
  'z',
  '\\0>3',
  '99999999999999999999',
];
/** Would end or change the harness itself, or print without end. */
const SKIPPED = new Set([
  'exit',
  'quit',
  'input',
  'breakpoint',
  'help',
  'copyright',
  'credits',
  'license',
  'setrecursionlimit',
  '_exit',
  'abort',
  'kill',
]);

function make(random, known) {
  const pick = (list) => list[random(list.length)];
  const grammar = makeGrammar(random);
  const value = () => {
    const k = random(20);
    if (k < 10) return pick(plain);
    if (k < 16) return `(${pick(hostile)})`;
    if (k < 18) return `(${pick(known.roots).expr})`;
    const n = random(3);
    const items = Array.from({ length: n + 1 }, value);
    switch (random(5)) {
      case 0:
        return `[${items.join(', ')}]`;
      case 1:
        return `(${items.join(', ')},)`;
      case 2:
        return `{${items.map((x) => `${x}: ${value()}`).join(', ')}}`;
      case 3:
        return `{${items.join(', ')}}`;
      default:
        return `sub(type(${items[0]}))`;
    }
  };
  const args = (arity) => {
    const n = arity >= 0 && random(5) > 0 ? arity : random(4);
    const list = Array.from({ length: n }, value);
    if (random(12) === 0) list.push(`${pick(KEYWORDS)}=${value()}`);
    if (random(40) === 0) list.push(`*${value()}`);
    if (random(40) === 0) list.push(`**${value()}`);
    return list.join(', ');
  };
  const poke = (expr) => `poke(${expr}, ${random(0x7fffffff)})`;
  const rootName = () => {
    const root = pick(known.roots);
    return [`(${root.expr})`, pick(root.names)];
  };
  const forms = [
    () => {
      const [x, { name, arity }] = rootName();
      return poke(`${x}.${name}(${args(arity)})`);
    },
    () => {
      const [x, { name, arity }] = rootName();
      return poke(`${x}.${name}(${args(arity)})`);
    },
    () => {
      const [x, { name, arity }] = rootName();
      return poke(`type(${x}).${name}(${[value(), args(arity)].filter((a) => a !== '').join(', ')})`);
    },
    () => {
      const m = pick(known.modules);
      const { name, arity } = pick(m.names);
      return SKIPPED.has(name) ? 'pass' : poke(`__import__('${m.name}', None, None, ['x']).${name}(${args(arity)})`);
    },
    () => {
      const m = pick(known.modules);
      const { name, arity } = pick(m.names);
      return SKIPPED.has(name) ? 'pass' : poke(`__import__('${m.name}', None, None, ['x']).${name}(${args(arity)})`);
    },
    () => poke(`${value()} ${pick(BINARY)} ${value()}`),
    () => poke(`${pick(UNARY)}${value()}`),
    () => {
      const [x] = rootName();
      return poke(`new(type(${x}))`);
    },
    () => {
      const [x] = rootName();
      const [y] = rootName();
      return poke(`type(${y}).__new__(${random(2) === 0 ? `sub(type(${x}))` : `type(${x})`}, ${args(-1)})`);
    },
    () => {
      const [x] = rootName();
      return poke(`type(${x})(${args(-1)})`);
    },
    () => {
      const [x] = rootName();
      return poke(`sub(type(${x}))(${args(-1)})`);
    },
    () => {
      const [x, { name }] = rootName();
      return random(2) === 0
        ? `setattr(${x}, ${JSON.stringify(name)}, ${value()})`
        : `delattr(${x}, ${JSON.stringify(name)})`;
    },
    () => {
      const [x, { name }] = rootName();
      return `R = ${x}; setattr(R, ${JSON.stringify(name)}, ${value()}); ${poke('R')}`;
    },
    () => {
      const [x, { name }] = rootName();
      return poke(
        `next(t.__dict__[${JSON.stringify(name)}] for t in type(${x}).__mro__ if ${JSON.stringify(name)} in t.__dict__).${pick(['__get__', '__set__', '__delete__', '__call__'])}(${args(-1)})`,
      );
    },
    () => {
      const [x] = rootName();
      return `R = ${x}; R.__setstate__(${value()}); ${poke('R')}`;
    },
    () => {
      const [x] = rootName();
      return `R = ${x}; R.__init__(${args(-1)}); ${poke('R')}`;
    },
    () => {
      const [x] = rootName();
      return `R = (${x}).__reduce_ex__(${random(6)}); ${poke('R')}; ${poke(`R[0](*R[1])`)}`;
    },
    () => poke(`${value()}[${value()}]`),
    () => `R = ${value()}; R[${value()}] = ${value()}; ${poke('R')}`,
    () => `R = ${value()}; del R[${value()}]; ${poke('R')}`,
    () => `R = ${value()}; R ${pick(BINARY.slice(0, 13))}= ${value()}; ${poke('R')}`,
    () => poke(`format(${value()}, '${pick(SPECS)}')`),
    () =>
      poke(
        `${pick(["'%s %r %a'", "'%d'", "'%*.*f'", "'%c'", "b'%b %s'", "'%(a)s'", "'{0!r:{1}} {2.x[0]}'.format", "'{0}'.format_map"])} % ${value()}`,
      ),
    () => poke(`isinstance(${value()}, ${value()})`),
    () => poke(`sorted(${value()}, key=${value()}, reverse=${value()})`),
    () => poke(`type(${value()}, ${value()}, ${value()})`),
    () =>
      poke(
        `type('X', (${random(2) === 0 ? `type(${rootName()[0]}), type(${rootName()[0]})` : `type(${rootName()[0]})`},), {'__slots__': ${value()}, '${rootName()[1].name}': ${value()}})()`,
      ),
    () =>
      poke(`${pick(['eval', 'exec', 'compile', 'ast.parse', 'ast.literal_eval', '__import__'])}(${args(random(4))})`),
    () => `R, *Q = ${value()}; ${poke('Q')}`,
    () => `raise ${value()} from ${value()}`,
    () => poke(`(lambda *a, **k: (a, k))(*${value()}, **${value()})`),
    () => poke(`[*${value()}, *${value()}]`),
    () => poke(`{**${value()}, **${value()}}`),
    () => poke(`print(${value()}, ${args(-1)})`),
    () => `R = iter(${value()}); next(R); ${poke('R')}; ${poke('list(itertools.islice(R, 20))')}`,
  ];
  const programs = [grammar.run, grammar.run, grammar.bent, grammar.tree, grammar.wander];
  return Array.from({ length: OPERATIONS_PER_PROGRAM }, () => (random(4) === 0 ? pick(programs)() : pick(forms)()));
}

export const operations = { roots, modules: MODULES.split(' '), make };
