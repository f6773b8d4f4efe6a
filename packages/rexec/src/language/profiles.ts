/**
 * The profiles: tables of what of Python a source may use. The way of a source through them, from little to all:
 * `expression` (one formula), `config` (values and conditions), `script` (loops and functions too), `restricted` (what
 * RestrictedPython 8 lets pass), `full`.
 */
import { BY_SETTING, PLAIN_EXPRESSIONS } from './nodes.js';
import type { LanguageDocument } from './rules.js';

export const PROFILE_NAMES = ['expression', 'config', 'script', 'restricted', 'full'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** A whole profile: every list and setting is there. */
type Profile = LanguageDocument & Required<Pick<LanguageDocument, 'nodes' | 'loops' | 'definitions' | 'recursion'>>;

const words = (text: string): readonly string[] => text.split(' ');
const ALL = ['*'];
const NONE: readonly string[] = [];

/** What makes code out of text, or reaches names and attributes by text: rules about the text could not see it. */
const DYNAMIC = words('eval exec globals locals vars getattr hasattr setattr delattr breakpoint');

/** Attributes that read other attributes by text, besides the inner ones. */
const INNER_ATTRIBUTES = ['_*', 'format', 'format_map'];

const CONFIG_NODES = [
  ...PLAIN_EXPRESSIONS,
  ...BY_SETTING,
  ...words('Module Interactive Expression Assign AnnAssign AugAssign Delete If Expr Pass Assert'),
];

const SCRIPT_NODES = [
  ...CONFIG_NODES,
  ...words('NamedExpr Return Break Continue Raise Try With Match Global Nonlocal Yield YieldFrom'),
];

/** Attributes that lead from an object to a frame, or to code. */
const INSPECT_ATTRIBUTES = words(
  'tb_frame tb_next f_back f_builtins f_code f_generator f_globals f_locals f_trace co_code gi_frame gi_code ' +
    'gi_yieldfrom cr_await cr_frame cr_code cr_origin',
);

export const PROFILES: { readonly [name in ProfileName]: Profile } = {
  /** One expression. Comprehensions are in it; no function definitions (lambda), no names bound. */
  expression: {
    nodes: { allow: [...PLAIN_EXPRESSIONS, ...BY_SETTING, 'Module', 'Expression', 'Interactive', 'Expr'] },
    names: { allow: ALL, deny: ['__*', ...DYNAMIC] },
    attributes: { allow: ALL, deny: INNER_ATTRIBUTES },
    calls: { allow: ALL },
    imports: { allow: NONE },
    loops: 'any',
    definitions: 'none',
    recursion: false,
    limits: { statements: 1, depth: 50, string: 10_000, digits: 100, collection: 1000 },
  },

  /** Variables, conditionals and calls. A comprehension is a loop, bounded or not, and a lambda is a definition. */
  config: {
    nodes: { allow: CONFIG_NODES },
    names: { allow: ALL, deny: ['__*', ...DYNAMIC] },
    attributes: { allow: ALL, deny: INNER_ATTRIBUTES },
    calls: { allow: ALL },
    imports: { allow: NONE },
    loops: 'none',
    definitions: 'none',
    recursion: false,
    limits: { statements: 10_000, depth: 100, string: 100_000, digits: 1000, collection: 10_000 },
  },

  /** Loops and functions too. No classes, no imports. */
  script: {
    nodes: { allow: SCRIPT_NODES },
    names: { allow: ALL, deny: ['__*', ...DYNAMIC] },
    attributes: { allow: ALL, deny: INNER_ATTRIBUTES },
    calls: { allow: ALL },
    imports: { allow: NONE },
    loops: 'any',
    definitions: 'functions',
    recursion: true,
    limits: { statements: 10_000, depth: 100, string: 100_000, digits: 1000, collection: 10_000 },
  },

  /** What RestrictedPython 8.3 lets pass: its table of nodes, its rules of names and attributes, `exec` and `eval` not called. */
  restricted: {
    nodes: {
      allow: [
        ...PLAIN_EXPRESSIONS,
        ...BY_SETTING,
        ...words(
          'Module Interactive Expression Assign AugAssign Delete If Expr Pass Assert NamedExpr Return Break Continue ' +
            'Raise Try With Global Yield YieldFrom TemplateStr Interpolation',
        ),
      ],
      deny: ['AugAssign(Attribute)', 'AugAssign(Subscript)', 'ClassDef(metaclass)', 'ImportFrom(*)'],
    },
    names: {
      allow: ALL,
      deny: ['_?*', '*__roles__', 'builtins', 'breakpoint'],
      reserved: ['print', 'printed'],
      methods: words('__init__ __contains__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__'),
    },
    attributes: { allow: ALL, deny: ['_?*', '*__roles__', ...INSPECT_ATTRIBUTES] },
    calls: { allow: ALL, deny: ['exec', 'eval'] },
    imports: { allow: ALL },
    loops: 'any',
    definitions: 'any',
    recursion: true,
  },

  /** All of Python. */
  full: {
    nodes: { allow: ALL },
    names: { allow: ALL },
    attributes: { allow: ALL },
    calls: { allow: ALL },
    imports: { allow: ALL },
    loops: 'any',
    definitions: 'any',
    recursion: true,
  },
};
