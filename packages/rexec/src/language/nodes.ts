/**
 * The classes of the syntax tree as rules name them: those of Python's `ast`, and single forms of one in brackets, like
 * `AugAssign(Attribute)`. Which of them go by a setting of their own (loops, definitions, imports) is said here.
 */

const words = (text: string): readonly string[] => text.split(' ');

/** A tree's root. */
export const ROOTS = words('Module Interactive Expression FunctionType');

/** Expressions without an effect on names: values, operators, calls, displays, f-strings. */
export const PLAIN_EXPRESSIONS = words(
  'BoolOp BinOp UnaryOp IfExp Dict Set Compare Call FormattedValue JoinedStr Constant Attribute Subscript Starred Name ' +
    'List Tuple Slice',
);

export const LOOPS = words('For While AsyncFor ListComp SetComp DictComp GeneratorExp');
export const FUNCTIONS = words('FunctionDef AsyncFunctionDef Lambda');
export const DEFINITIONS = [...FUNCTIONS, 'ClassDef'];
export const IMPORTS = words('Import ImportFrom');

/** What bare words are for their setting; the rest of an async loop or definition is its own class. */
export const BY_SETTING = words(
  'For While ListComp SetComp DictComp GeneratorExp FunctionDef Lambda ClassDef Import ImportFrom',
);

/** Parts that come with what they are part of, and operators: allowed unless a rule takes them away. */
export const PARTS = words(
  'arguments arg keyword alias comprehension withitem match_case ExceptHandler TypeIgnore MatchValue MatchSingleton ' +
    'MatchSequence MatchMapping MatchClass MatchStar MatchAs MatchOr Load Store Del And Or Add Sub Mult MatMult Div Mod ' +
    'Pow LShift RShift BitOr BitXor BitAnd FloorDiv Invert Not UAdd USub Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn',
);

const STATEMENTS = words(
  'Return Delete Assign TypeAlias AugAssign AnnAssign If With AsyncWith Match Raise Try TryStar Assert Global Nonlocal ' +
    'Expr Pass Break Continue',
);

const OTHER_EXPRESSIONS = words('NamedExpr Await Yield YieldFrom Interpolation TemplateStr');

const TYPE_PARAMETERS = words('TypeVar ParamSpec TypeVarTuple');

/** Forms of a class that a rule may name by themselves. */
export const FORMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['AugAssign', words('Name Attribute Subscript')],
  ['Constant', words('None bool int float complex str bytes Ellipsis')],
  ['ClassDef', words('metaclass')],
  ['ImportFrom', words('*')],
]);

export const NODE_NAMES: readonly string[] = [
  ...ROOTS,
  ...STATEMENTS,
  ...LOOPS,
  ...DEFINITIONS,
  ...IMPORTS,
  ...PLAIN_EXPRESSIONS,
  ...OTHER_EXPRESSIONS,
  ...TYPE_PARAMETERS,
  ...PARTS,
];

const KNOWN = new Set([
  ...NODE_NAMES,
  ...[...FORMS].flatMap(([kind, forms]) => forms.map((form) => `${kind}(${form})`)),
]);

/** Whether a rule can name it. */
export function isNodeName(text: string): boolean {
  return KNOWN.has(text);
}

/** How a person calls it. */
export const NODE_WORDS: ReadonlyMap<string, string> = new Map([
  ['FunctionDef', 'a function definition (def)'],
  ['AsyncFunctionDef', 'an async function definition'],
  ['Lambda', 'a function definition (lambda)'],
  ['ClassDef', 'a class definition'],
  ['ClassDef(metaclass)', 'a metaclass'],
  ['For', 'a for loop'],
  ['AsyncFor', 'an async for loop'],
  ['While', 'a while loop'],
  ['ListComp', 'a list comprehension'],
  ['SetComp', 'a set comprehension'],
  ['DictComp', 'a dict comprehension'],
  ['GeneratorExp', 'a generator expression'],
  ['Import', 'an import'],
  ['ImportFrom', 'an import'],
  ['ImportFrom(*)', 'an import of all names (*)'],
  ['Assign', 'an assignment'],
  ['AnnAssign', 'an annotated assignment'],
  ['AugAssign', 'an augmented assignment'],
  ['AugAssign(Name)', 'an augmented assignment of a name'],
  ['AugAssign(Attribute)', 'an augmented assignment of an attribute'],
  ['AugAssign(Subscript)', 'an augmented assignment of an item'],
  ['NamedExpr', 'an assignment expression (:=)'],
  ['Delete', 'a del statement'],
  ['Return', 'a return statement'],
  ['If', 'an if statement'],
  ['With', 'a with statement'],
  ['AsyncWith', 'an async with statement'],
  ['Match', 'a match statement'],
  ['Raise', 'a raise statement'],
  ['Try', 'a try statement'],
  ['TryStar', 'a try statement with except*'],
  ['Assert', 'an assert statement'],
  ['Global', 'a global statement'],
  ['Nonlocal', 'a nonlocal statement'],
  ['TypeAlias', 'a type statement'],
  ['Expr', 'an expression statement'],
  ['Pass', 'a pass statement'],
  ['Await', 'await'],
  ['Yield', 'yield'],
  ['YieldFrom', 'yield from'],
  ['Constant(Ellipsis)', 'the literal ...'],
  ['TemplateStr', 'a template string'],
  ['Starred', 'a starred expression'],
]);
