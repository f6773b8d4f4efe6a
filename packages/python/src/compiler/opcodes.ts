/**
 * The one table of opcodes. The compiler, the machine, the jit and the disassembler read it; a test checks that each
 * has a handler in every tier.
 *
 * An instruction is one Int32: opcode in the low 8 bits, an unsigned operand in the upper 24 (LOAD_SMALL_INT: signed).
 * Stack pictures read bottom to top, `before -- after`. Jump operands are absolute instruction indices.
 *
 * Operand kinds: `-` none, `n` a count, `const` index into consts, `reg` register, `name` index into names
 * (the inline cache is the instruction's own), `jump` target, `flags` as the row says.
 *
 * Where an operation needs Python code the machine pushes a frame and the result of that frame is pushed as the
 * instruction's result; POP_JUMP_IF_* and TO_BOOL then run again with the bool.
 */
/** Numbers of the opcodes, in the order of the table below (an enum, so that the dispatch loop has integer cases). */
export enum Op {
  NOP,
  RESUME,
  POP_TOP,
  PUSH_NULL,
  COPY,
  SWAP,
  LOAD_CONST,
  LOAD_SMALL_INT,
  LOAD_FAST,
  LOAD_FAST_CHECK,
  LOAD_FAST_AND_CLEAR,
  STORE_FAST,
  DELETE_FAST,
  MAKE_CELL,
  LOAD_DEREF,
  STORE_DEREF,
  DELETE_DEREF,
  LOAD_GLOBAL,
  STORE_GLOBAL,
  DELETE_GLOBAL,
  LOAD_NAME,
  STORE_NAME,
  DELETE_NAME,
  LOAD_LOCALS,
  LOAD_FROM_DICT_OR_DEREF,
  LOAD_FROM_DICT_OR_GLOBALS,
  LOAD_BUILD_CLASS,
  SETUP_ANNOTATIONS,
  LOAD_ATTR,
  LOAD_METHOD,
  STORE_ATTR,
  DELETE_ATTR,
  LOAD_SUPER_ATTR,
  LOAD_SUPER_METHOD,
  BINARY_SUBSCR,
  STORE_SUBSCR,
  DELETE_SUBSCR,
  BINARY_ADD,
  BINARY_SUBTRACT,
  BINARY_MULTIPLY,
  BINARY_TRUE_DIVIDE,
  BINARY_FLOOR_DIVIDE,
  BINARY_REMAINDER,
  BINARY_POWER,
  BINARY_LSHIFT,
  BINARY_RSHIFT,
  BINARY_AND,
  BINARY_OR,
  BINARY_XOR,
  BINARY_MATRIX_MULTIPLY,
  COMPARE_LT,
  COMPARE_LE,
  COMPARE_EQ,
  COMPARE_NE,
  COMPARE_GT,
  COMPARE_GE,
  IS_OP,
  CONTAINS_OP,
  UNARY_NEGATIVE,
  UNARY_POSITIVE,
  UNARY_INVERT,
  UNARY_NOT,
  TO_BOOL,
  JUMP,
  JUMP_BACKWARD,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_TRUE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  GET_ITER,
  FOR_ITER,
  GET_YIELD_FROM_ITER,
  GET_AWAITABLE,
  SEND,
  YIELD_VALUE,
  RETURN_VALUE,
  RETURN_GENERATOR,
  END_SEND,
  CLEANUP_THROW,
  GET_AITER,
  GET_ANEXT,
  END_ASYNC_FOR,
  BUILD_TUPLE,
  BUILD_LIST,
  BUILD_SET,
  BUILD_MAP,
  BUILD_STRING,
  BUILD_SLICE,
  BUILD_INTERPOLATION,
  BUILD_TEMPLATE,
  LIST_APPEND,
  SET_ADD,
  MAP_ADD,
  LIST_EXTEND,
  SET_UPDATE,
  DICT_UPDATE,
  DICT_MERGE,
  LIST_TO_TUPLE,
  UNPACK_SEQUENCE,
  UNPACK_EX,
  GET_LEN,
  FORMAT_SIMPLE,
  FORMAT_WITH_SPEC,
  CONVERT_VALUE,
  CALL,
  CALL_KW,
  CALL_EX,
  MAKE_FUNCTION,
  SET_FUNCTION_ATTRIBUTE,
  LOAD_CLOSURE,
  RAISE,
  RERAISE,
  PUSH_EXC_INFO,
  POP_EXCEPT,
  CHECK_EXC_MATCH,
  CHECK_EG_MATCH,
  PREP_RERAISE_STAR,
  BEFORE_WITH,
  BEFORE_ASYNC_WITH,
  WITH_EXCEPT_START,
  LOAD_ASSERTION_ERROR,
  MATCH_MAPPING,
  MATCH_SEQUENCE,
  MATCH_KEYS,
  MATCH_CLASS,
  IMPORT_NAME,
  IMPORT_FROM,
  IMPORT_STAR,
  INTRINSIC_1,
  INTRINSIC_2,
  LOAD_NOT_IMPLEMENTED_ERROR,
}

export type OperandKind = '-' | 'n' | 'const' | 'reg' | 'name' | 'jump' | 'flags' | 'int';

export interface OpcodeRow {
  readonly name: string;
  readonly operand: OperandKind;
  /** Values popped and pushed, as functions of the operand; -1: see `effect`. For jumps: on fall-through. */
  readonly stack: string;
  readonly meaning: string;
  /** Net change of depth; for jumps the fall-through one. */
  readonly effect: (arg: number) => number;
  /** Net change of depth when the jump is taken (jumps only). */
  readonly jumpEffect?: (arg: number) => number;
}

const rows: OpcodeRow[] = [];
function op(
  number: Op,
  name: string,
  operand: OperandKind,
  stack: string,
  effect: number | ((arg: number) => number),
  meaning: string,
  jumpEffect?: number,
): void {
  if (number !== rows.length) throw new Error(`opcode ${name} is out of order`);
  const f = typeof effect === 'number' ? () => effect : effect;
  rows.push({
    name,
    operand,
    stack,
    meaning,
    effect: f,
    ...(jumpEffect === undefined ? {} : { jumpEffect: () => jumpEffect }),
  });
}

// Stack and constants
op(Op.NOP, 'NOP', '-', '--', 0, 'Nothing.');
op(Op.RESUME, 'RESUME', 'n', '--', 0, 'Start of a code object: charges the operand as fuel.');
op(Op.POP_TOP, 'POP_TOP', '-', 'x --', -1, 'Drop x.');
op(Op.PUSH_NULL, 'PUSH_NULL', '-', '-- null', 1, 'Push "no self" (undefined) above a callable.');
op(Op.COPY, 'COPY', 'n', 'x ... -- x ... x', 1, 'Push the operand-th value from the top (1: the top).');
op(Op.SWAP, 'SWAP', 'n', 'x ... y -- y ... x', 0, 'Exchange the top with the operand-th value from the top.');
op(Op.LOAD_CONST, 'LOAD_CONST', 'const', '-- c', 1, 'Push a constant.');
op(Op.LOAD_SMALL_INT, 'LOAD_SMALL_INT', 'int', '-- i', 1, 'Push the operand (signed 24 bits) as an int.');

// Variables
op(Op.LOAD_FAST, 'LOAD_FAST', 'reg', '-- x', 1, 'Push a local that the compiler knows to be bound.');
op(Op.LOAD_FAST_CHECK, 'LOAD_FAST_CHECK', 'reg', '-- x', 1, 'Push a local; UnboundLocalError if unbound.');
op(
  Op.LOAD_FAST_AND_CLEAR,
  'LOAD_FAST_AND_CLEAR',
  'reg',
  '-- x?',
  1,
  'Push a register, possibly unbound, and unbind it (inlined comprehensions).',
);
op(Op.STORE_FAST, 'STORE_FAST', 'reg', 'x --', -1, 'Pop into a local. Popping "unbound" unbinds it.');
op(Op.DELETE_FAST, 'DELETE_FAST', 'reg', '--', 0, 'Unbind a local; UnboundLocalError if unbound.');
op(Op.MAKE_CELL, 'MAKE_CELL', 'reg', '--', 0, 'Put the register (possibly unbound) into a new cell in its place.');
op(Op.LOAD_DEREF, 'LOAD_DEREF', 'reg', '-- x', 1, 'Push a cell’s value; NameError or UnboundLocalError if unbound.');
op(Op.STORE_DEREF, 'STORE_DEREF', 'reg', 'x --', -1, 'Pop into a cell.');
op(Op.DELETE_DEREF, 'DELETE_DEREF', 'reg', '--', 0, 'Unbind a cell.');
op(Op.LOAD_GLOBAL, 'LOAD_GLOBAL', 'name', '-- x', 1, 'Push a global or builtin.');
op(Op.STORE_GLOBAL, 'STORE_GLOBAL', 'name', 'x --', -1, 'Bind a global.');
op(Op.DELETE_GLOBAL, 'DELETE_GLOBAL', 'name', '--', 0, 'Unbind a global.');
op(Op.LOAD_NAME, 'LOAD_NAME', 'name', '-- x', 1, 'Push from the namespace of the frame, then globals, then builtins.');
op(Op.STORE_NAME, 'STORE_NAME', 'name', 'x --', -1, 'Bind in the namespace of the frame.');
op(Op.DELETE_NAME, 'DELETE_NAME', 'name', '--', 0, 'Unbind in the namespace of the frame.');
op(Op.LOAD_LOCALS, 'LOAD_LOCALS', '-', '-- ns', 1, 'Push the namespace of the frame.');
op(
  Op.LOAD_FROM_DICT_OR_DEREF,
  'LOAD_FROM_DICT_OR_DEREF',
  'reg',
  'ns -- x',
  0,
  'Look the cell’s name up in ns, else take the cell’s value.',
);
op(
  Op.LOAD_FROM_DICT_OR_GLOBALS,
  'LOAD_FROM_DICT_OR_GLOBALS',
  'name',
  'ns -- x',
  0,
  'Look a name up in ns, then globals, then builtins.',
);
op(Op.LOAD_BUILD_CLASS, 'LOAD_BUILD_CLASS', '-', '-- f', 1, 'Push builtins.__build_class__.');
op(
  Op.SETUP_ANNOTATIONS,
  'SETUP_ANNOTATIONS',
  '-',
  '--',
  0,
  'Make __annotations__ in the namespace of the frame if it is not there.',
);

// Attributes and items
op(Op.LOAD_ATTR, 'LOAD_ATTR', 'name', 'o -- v', 0, 'o.name');
op(
  Op.LOAD_METHOD,
  'LOAD_METHOD',
  'name',
  'o -- f self?',
  1,
  'o.name for a call: the function and o, or the value and "no self".',
);
op(Op.STORE_ATTR, 'STORE_ATTR', 'name', 'v o --', -2, 'o.name = v');
op(Op.DELETE_ATTR, 'DELETE_ATTR', 'name', 'o --', -1, 'del o.name');
op(
  Op.LOAD_SUPER_ATTR,
  'LOAD_SUPER_ATTR',
  'name',
  'super cls self -- v',
  -2,
  'super(cls, self).name, without making the super object where `super` is the builtin.',
);
op(Op.LOAD_SUPER_METHOD, 'LOAD_SUPER_METHOD', 'name', 'super cls self -- f self?', -1, 'The same for a call.');
op(Op.BINARY_SUBSCR, 'BINARY_SUBSCR', '-', 'o k -- v', -1, 'o[k]');
op(Op.STORE_SUBSCR, 'STORE_SUBSCR', '-', 'v o k --', -3, 'o[k] = v');
op(Op.DELETE_SUBSCR, 'DELETE_SUBSCR', '-', 'o k --', -2, 'del o[k]');

// Operators: the operand is 1 for the in-place form
op(Op.BINARY_ADD, 'BINARY_ADD', 'flags', 'a b -- r', -1, 'a + b');
op(Op.BINARY_SUBTRACT, 'BINARY_SUBTRACT', 'flags', 'a b -- r', -1, 'a - b');
op(Op.BINARY_MULTIPLY, 'BINARY_MULTIPLY', 'flags', 'a b -- r', -1, 'a * b');
op(Op.BINARY_TRUE_DIVIDE, 'BINARY_TRUE_DIVIDE', 'flags', 'a b -- r', -1, 'a / b');
op(Op.BINARY_FLOOR_DIVIDE, 'BINARY_FLOOR_DIVIDE', 'flags', 'a b -- r', -1, 'a // b');
op(Op.BINARY_REMAINDER, 'BINARY_REMAINDER', 'flags', 'a b -- r', -1, 'a % b');
op(Op.BINARY_POWER, 'BINARY_POWER', 'flags', 'a b -- r', -1, 'a ** b');
op(Op.BINARY_LSHIFT, 'BINARY_LSHIFT', 'flags', 'a b -- r', -1, 'a << b');
op(Op.BINARY_RSHIFT, 'BINARY_RSHIFT', 'flags', 'a b -- r', -1, 'a >> b');
op(Op.BINARY_AND, 'BINARY_AND', 'flags', 'a b -- r', -1, 'a & b');
op(Op.BINARY_OR, 'BINARY_OR', 'flags', 'a b -- r', -1, 'a | b');
op(Op.BINARY_XOR, 'BINARY_XOR', 'flags', 'a b -- r', -1, 'a ^ b');
op(Op.BINARY_MATRIX_MULTIPLY, 'BINARY_MATRIX_MULTIPLY', 'flags', 'a b -- r', -1, 'a @ b');
op(Op.COMPARE_LT, 'COMPARE_LT', '-', 'a b -- r', -1, 'a < b');
op(Op.COMPARE_LE, 'COMPARE_LE', '-', 'a b -- r', -1, 'a <= b');
op(Op.COMPARE_EQ, 'COMPARE_EQ', '-', 'a b -- r', -1, 'a == b');
op(Op.COMPARE_NE, 'COMPARE_NE', '-', 'a b -- r', -1, 'a != b');
op(Op.COMPARE_GT, 'COMPARE_GT', '-', 'a b -- r', -1, 'a > b');
op(Op.COMPARE_GE, 'COMPARE_GE', '-', 'a b -- r', -1, 'a >= b');
op(Op.IS_OP, 'IS_OP', 'flags', 'a b -- bool', -1, 'a is b; operand 1: is not');
op(Op.CONTAINS_OP, 'CONTAINS_OP', 'flags', 'x c -- bool', -1, 'x in c; operand 1: not in');
op(Op.UNARY_NEGATIVE, 'UNARY_NEGATIVE', '-', 'a -- r', 0, '-a');
op(Op.UNARY_POSITIVE, 'UNARY_POSITIVE', '-', 'a -- r', 0, '+a');
op(Op.UNARY_INVERT, 'UNARY_INVERT', '-', 'a -- r', 0, '~a');
op(Op.UNARY_NOT, 'UNARY_NOT', '-', 'a -- bool', 0, 'not a, for any a');
op(Op.TO_BOOL, 'TO_BOOL', '-', 'a -- bool', 0, 'bool(a)');

// Jumps
op(Op.JUMP, 'JUMP', 'jump', '--', 0, 'Go on at the target (forward).', 0);
op(Op.JUMP_BACKWARD, 'JUMP_BACKWARD', 'jump', '--', 0, 'Go back to the target: charges the distance as fuel.', 0);
op(Op.POP_JUMP_IF_FALSE, 'POP_JUMP_IF_FALSE', 'jump', 'a --', -1, 'Jump (forward) if a is false, for any a.', -1);
op(Op.POP_JUMP_IF_TRUE, 'POP_JUMP_IF_TRUE', 'jump', 'a --', -1, 'Jump (forward) if a is true, for any a.', -1);
op(Op.POP_JUMP_IF_NONE, 'POP_JUMP_IF_NONE', 'jump', 'a --', -1, 'Jump (forward) if a is None.', -1);
op(Op.POP_JUMP_IF_NOT_NONE, 'POP_JUMP_IF_NOT_NONE', 'jump', 'a --', -1, 'Jump (forward) if a is not None.', -1);

// Iteration, generators, coroutines
op(Op.GET_ITER, 'GET_ITER', '-', 'o -- it', 0, 'iter(o)');
op(Op.FOR_ITER, 'FOR_ITER', 'jump', 'it -- it x', 1, 'Next value; when there is none, pop the iterator and jump.', -1);
op(
  Op.GET_YIELD_FROM_ITER,
  'GET_YIELD_FROM_ITER',
  '-',
  'o -- it',
  0,
  'iter(o) for yield from: generators (and coroutines where allowed) stay themselves.',
);
op(
  Op.GET_AWAITABLE,
  'GET_AWAITABLE',
  'n',
  'o -- it',
  0,
  'The iterator of `await o`; operand 1: o is from __aenter__, 2: from __aexit__.',
);
op(Op.SEND, 'SEND', 'jump', 'it v -- it x', 0, 'Send v; when `it` returns x, push it in place of v and jump.', 0);
op(Op.YIELD_VALUE, 'YIELD_VALUE', '-', 'x -- v', 0, 'Stand still and give x; go on with the value sent.');
op(Op.RETURN_VALUE, 'RETURN_VALUE', '-', 'x --', -1, 'Leave the frame with x.');
op(
  Op.RETURN_GENERATOR,
  'RETURN_GENERATOR',
  '-',
  '-- v',
  1,
  'First instruction of generator code: leave with the generator; when it starts, the value sent (None) is on the stack (POP_TOP follows).',
);
op(Op.END_SEND, 'END_SEND', '-', 'it x -- x', -1, 'Drop the iterator below x.');
op(
  Op.CLEANUP_THROW,
  'CLEANUP_THROW',
  '-',
  'it v exc -- it x',
  -1,
  'An exception thrown at SEND: if it is StopIteration, its value stands for the result; else raise it again.',
);
op(Op.GET_AITER, 'GET_AITER', '-', 'o -- it', 0, 'aiter(o) with the checks of `async for`.');
op(Op.GET_ANEXT, 'GET_ANEXT', '-', 'it -- it a', 1, 'The awaitable of the next value.');
op(
  Op.END_ASYNC_FOR,
  'END_ASYNC_FOR',
  '-',
  'it exc --',
  -2,
  'Drop both if exc is StopAsyncIteration, else raise it again.',
);

// Building
op(Op.BUILD_TUPLE, 'BUILD_TUPLE', 'n', 'x... -- t', (n) => 1 - n, 'A tuple of n values.');
op(Op.BUILD_LIST, 'BUILD_LIST', 'n', 'x... -- l', (n) => 1 - n, 'A list of n values.');
op(Op.BUILD_SET, 'BUILD_SET', 'n', 'x... -- s', (n) => 1 - n, 'A set of n values.');
op(Op.BUILD_MAP, 'BUILD_MAP', 'n', 'k v ... -- d', (n) => 1 - 2 * n, 'A dict of n pairs.');
op(Op.BUILD_STRING, 'BUILD_STRING', 'n', 's... -- s', (n) => 1 - n, 'Join n strings.');
op(Op.BUILD_SLICE, 'BUILD_SLICE', 'n', 'a b c? -- slice', (n) => 1 - n, 'slice of 2 or 3 parts.');
op(
  Op.BUILD_INTERPOLATION,
  'BUILD_INTERPOLATION',
  'flags',
  'value text spec? -- i',
  (f) => -1 - (f & 1),
  'Interpolation of a t-string; bit 0: a format spec is there; bits 2..: conversion 0 none, 1 s, 2 r, 3 a.',
);
op(Op.BUILD_TEMPLATE, 'BUILD_TEMPLATE', '-', 'strings interpolations -- t', -1, 'Template of two tuples.');
op(
  Op.LIST_APPEND,
  'LIST_APPEND',
  'n',
  'l ... x -- l ...',
  -1,
  'Append x to the list at depth n (after popping x; 1: the top).',
);
op(Op.SET_ADD, 'SET_ADD', 'n', 's ... x -- s ...', -1, 'Add x to the set at depth n.');
op(Op.MAP_ADD, 'MAP_ADD', 'n', 'd ... k v -- d ...', -2, 'd[k] = v for the dict at depth n.');
op(
  Op.LIST_EXTEND,
  'LIST_EXTEND',
  'n',
  'l ... it -- l ...',
  -1,
  'Extend the list at depth n (messages of star-unpacking).',
);
op(Op.SET_UPDATE, 'SET_UPDATE', 'n', 's ... it -- s ...', -1, 'Update the set at depth n.');
op(Op.DICT_UPDATE, 'DICT_UPDATE', 'n', 'd ... m -- d ...', -1, '{**m}: later keys win.');
op(
  Op.DICT_MERGE,
  'DICT_MERGE',
  'n',
  'd ... m -- d ...',
  -1,
  'f(**m): a repeated key is a TypeError that names the callable, which lies below self?, args and the dict.',
);
op(Op.LIST_TO_TUPLE, 'LIST_TO_TUPLE', '-', 'l -- t', 0, 'tuple(l) for a list made by LIST_EXTEND.');
op(Op.UNPACK_SEQUENCE, 'UNPACK_SEQUENCE', 'n', 'o -- xn ... x1', (n) => n - 1, 'Exactly n values, the first on top.');
op(
  Op.UNPACK_EX,
  'UNPACK_EX',
  'flags',
  'o -- ... rest x1',
  (f) => (f & 0xff) + (f >> 8),
  'Low byte: values before the star; above: values after it. The first on top.',
);
op(Op.GET_LEN, 'GET_LEN', '-', 'o -- o n', 1, 'len(o)');

// Strings
op(Op.FORMAT_SIMPLE, 'FORMAT_SIMPLE', '-', 'x -- s', 0, "format(x, '')");
op(Op.FORMAT_WITH_SPEC, 'FORMAT_WITH_SPEC', '-', 'x spec -- s', -1, 'format(x, spec)');
op(Op.CONVERT_VALUE, 'CONVERT_VALUE', 'n', 'x -- s', 0, '1: str(x), 2: repr(x), 3: ascii(x)');

// Calls and functions
op(Op.CALL, 'CALL', 'n', 'f self? x... -- r', (n) => -1 - n, 'f(*n values); self is "no self" or the first argument.');
op(
  Op.CALL_KW,
  'CALL_KW',
  'n',
  'f self? x... names -- r',
  (n) => -2 - n,
  'The last len(names) of n values are keyword arguments; names is a tuple of str.',
);
op(
  Op.CALL_EX,
  'CALL_EX',
  'flags',
  'f self? args kw? -- r',
  (f) => -2 - (f & 1),
  'f(*args, **kw): args any iterable (a tuple where the compiler built it), kw (bit 0) a dict made by DICT_MERGE.',
);
op(Op.MAKE_FUNCTION, 'MAKE_FUNCTION', '-', 'code -- f', 0, 'A function of code with the globals of the frame.');
op(
  Op.SET_FUNCTION_ATTRIBUTE,
  'SET_FUNCTION_ATTRIBUTE',
  'flags',
  'x f -- f',
  -1,
  '1: defaults (tuple), 2: kwdefaults (dict), 8: closure (tuple of cells), 16: __annotate__, 4: __annotations__ (future import; dict or tuple of names and values).',
);
op(Op.LOAD_CLOSURE, 'LOAD_CLOSURE', 'reg', '-- cell', 1, 'Push the cell itself.');

// Exceptions
op(
  Op.RAISE,
  'RAISE',
  'n',
  'exc? cause? --',
  (n) => -n,
  '0: raise again what is handled; 1: raise exc; 2: raise exc from cause.',
);
op(
  Op.RERAISE,
  'RERAISE',
  'n',
  'lasti? exc --',
  -1,
  'Raise exc without a new traceback entry; operand 1: position from `lasti` below it (left on the stack).',
);
op(
  Op.PUSH_EXC_INFO,
  'PUSH_EXC_INFO',
  '-',
  'exc -- prev exc',
  1,
  'Begin to handle exc; prev is what was handled before.',
);
op(Op.POP_EXCEPT, 'POP_EXCEPT', '-', 'prev --', -1, 'prev is handled again.');
op(Op.CHECK_EXC_MATCH, 'CHECK_EXC_MATCH', '-', 'exc type -- exc bool', 0, 'Whether `except type` takes exc.');
op(
  Op.CHECK_EG_MATCH,
  'CHECK_EG_MATCH',
  '-',
  'eg type -- rest match',
  0,
  '`except* type`: split; match is None if nothing matched.',
);
op(
  Op.PREP_RERAISE_STAR,
  'PREP_RERAISE_STAR',
  '-',
  'orig list -- exc?',
  -1,
  'What except* has to raise in the end, or None.',
);
op(Op.BEFORE_WITH, 'BEFORE_WITH', '-', 'cm -- exit r', 1, 'Bound __exit__ and the result of __enter__.');
op(
  Op.BEFORE_ASYNC_WITH,
  'BEFORE_ASYNC_WITH',
  '-',
  'cm -- aexit r',
  1,
  'Bound __aexit__ and the result of calling __aenter__.',
);
op(
  Op.WITH_EXCEPT_START,
  'WITH_EXCEPT_START',
  '-',
  'exit lasti prev exc -- exit lasti prev exc r',
  1,
  'exit(type(exc), exc, exc.__traceback__)',
);
op(Op.LOAD_ASSERTION_ERROR, 'LOAD_ASSERTION_ERROR', '-', '-- t', 1, 'AssertionError, whatever the name means here.');

// Pattern matching (PEP 634)
op(Op.MATCH_MAPPING, 'MATCH_MAPPING', '-', 'o -- o bool', 1, 'Whether o is a mapping.');
op(Op.MATCH_SEQUENCE, 'MATCH_SEQUENCE', '-', 'o -- o bool', 1, 'Whether o is a sequence for patterns.');
op(Op.MATCH_KEYS, 'MATCH_KEYS', '-', 'o keys -- o keys values?', 1, 'Values of the keys as a tuple, or None.');
op(
  Op.MATCH_CLASS,
  'MATCH_CLASS',
  'n',
  'o cls names -- attrs?',
  -2,
  'A tuple of n positional and then the named attributes, or None.',
);

// Modules
op(
  Op.IMPORT_NAME,
  'IMPORT_NAME',
  'name',
  'level fromlist -- m',
  -1,
  '__import__(name, globals, locals, fromlist, level)',
);
op(Op.IMPORT_FROM, 'IMPORT_FROM', 'name', 'm -- m x', 1, 'from m import name');
op(Op.IMPORT_STAR, 'IMPORT_STAR', '-', 'm --', -1, 'from m import *');

// Rare things, by number
op(Op.INTRINSIC_1, 'INTRINSIC_1', 'n', 'x -- r', 0, 'See INTRINSICS_1.');
op(Op.INTRINSIC_2, 'INTRINSIC_2', 'n', 'x y -- r', -1, 'See INTRINSICS_2.');
op(
  Op.LOAD_NOT_IMPLEMENTED_ERROR,
  'LOAD_NOT_IMPLEMENTED_ERROR',
  '-',
  '-- t',
  1,
  'NotImplementedError, whatever the name means here (annotate functions).',
);

export const OPCODES: readonly OpcodeRow[] = rows;

/** Operands of INTRINSIC_1. */
export const INTRINSICS_1 = [
  'PRINT_EXPR', // interactive mode: displayhook(x)
  'STOPITERATION_ERROR', // exc leaving a generator: StopIteration becomes RuntimeError (PEP 479), also StopAsyncIteration
  'ASYNC_GEN_WRAP', // value yielded by an async generator
  'TYPEVAR', // name -> TypeVar
  'PARAMSPEC',
  'TYPEVARTUPLE',
  'SUBSCRIPT_GENERIC', // tuple of type parameters -> Generic[...]
  'TYPEALIAS', // (name, type_params, compute) -> TypeAliasType
  'UNPACK_TYPEVARTUPLE', // *Ts in a subscript of annotations: next(iter(x))
] as const;

/** Operands of INTRINSIC_2. */
export const INTRINSICS_2 = [
  'TYPEVAR_WITH_BOUND', // name evaluate_bound
  'TYPEVAR_WITH_CONSTRAINTS', // name evaluate_constraints
  'SET_FUNCTION_TYPE_PARAMS', // f params -> f
  'SET_TYPEPARAM_DEFAULT', // param evaluate_default -> param
] as const;

/** In-place and binary operator rows by opcode: symbol, special method, reflected, in-place. */
export const BINARY_OPERATORS: readonly (readonly [number, string, string, string, string])[] = [
  [Op.BINARY_ADD, '+', '__add__', '__radd__', '__iadd__'],
  [Op.BINARY_SUBTRACT, '-', '__sub__', '__rsub__', '__isub__'],
  [Op.BINARY_MULTIPLY, '*', '__mul__', '__rmul__', '__imul__'],
  [Op.BINARY_TRUE_DIVIDE, '/', '__truediv__', '__rtruediv__', '__itruediv__'],
  [Op.BINARY_FLOOR_DIVIDE, '//', '__floordiv__', '__rfloordiv__', '__ifloordiv__'],
  [Op.BINARY_REMAINDER, '%', '__mod__', '__rmod__', '__imod__'],
  [Op.BINARY_POWER, '**', '__pow__', '__rpow__', '__ipow__'],
  [Op.BINARY_LSHIFT, '<<', '__lshift__', '__rlshift__', '__ilshift__'],
  [Op.BINARY_RSHIFT, '>>', '__rshift__', '__rrshift__', '__irshift__'],
  [Op.BINARY_AND, '&', '__and__', '__rand__', '__iand__'],
  [Op.BINARY_OR, '|', '__or__', '__ror__', '__ior__'],
  [Op.BINARY_XOR, '^', '__xor__', '__rxor__', '__ixor__'],
  [Op.BINARY_MATRIX_MULTIPLY, '@', '__matmul__', '__rmatmul__', '__imatmul__'],
];
