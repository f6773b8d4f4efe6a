/**
 * The abstract syntax tree: one class for each node class of Python 3.14's `ast` module.
 *
 * Fields carry Python's names (only `Constant.kind` is `constKind` here, because `kind` tells the classes apart);
 * operators and contexts are plain strings. Positions are CPython's: lines from 1, columns from 0 in UTF-8 bytes.
 * Lower-case Python classes (`arg`, `alias`, ...) have a capital here, their `kind` is Python's name;
 * the statement `ast.Expr` is `ExprStmt`, since `Expr` is the union of all expressions.
 * `NODE_FIELDS` at the end is the ASDL description of the same classes: the one table from which `_ast` is made.
 */

export class FloatConst {
  constructor(public readonly value: number) {}
}

/** An imaginary literal: `value` is the imaginary part. */
export class ImagConst {
  constructor(public readonly value: number) {}
}

/** A str in which some code points need two UTF-16 units. */
export class WideConst {
  constructor(public readonly codepoints: Uint32Array) {}
}

export class BytesConst {
  constructor(public readonly bytes: Uint8Array) {}
}

export class EllipsisConst {
  readonly ellipsis = true;
}

export const ELLIPSIS = new EllipsisConst();

/** An int is a number when its magnitude is at most 2^53-1, else a bigint. A string has one UTF-16 unit per code point. */
export type ConstantValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | FloatConst
  | ImagConst
  | WideConst
  | BytesConst
  | EllipsisConst;

export type ExprContext = 'Load' | 'Store' | 'Del';
export type BoolOperator = 'And' | 'Or';
export type Operator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv';
export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub';
export type CmpOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

export class Module {
  readonly kind = 'Module' as const;
  constructor(
    public body: Stmt[],
    public type_ignores: TypeIgnore[],
  ) {}
}

export class Interactive {
  readonly kind = 'Interactive' as const;
  constructor(public body: Stmt[]) {}
}

export class Expression {
  readonly kind = 'Expression' as const;
  constructor(public body: Expr) {}
}

export class FunctionType {
  readonly kind = 'FunctionType' as const;
  constructor(
    public argtypes: Expr[],
    public returns: Expr,
  ) {}
}

export class FunctionDef {
  readonly kind = 'FunctionDef' as const;
  constructor(
    public name: string,
    public args: Arguments,
    public body: Stmt[],
    public decorator_list: Expr[],
    public returns: Expr | null,
    public type_comment: string | null,
    public type_params: TypeParam[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class AsyncFunctionDef {
  readonly kind = 'AsyncFunctionDef' as const;
  constructor(
    public name: string,
    public args: Arguments,
    public body: Stmt[],
    public decorator_list: Expr[],
    public returns: Expr | null,
    public type_comment: string | null,
    public type_params: TypeParam[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class ClassDef {
  readonly kind = 'ClassDef' as const;
  constructor(
    public name: string,
    public bases: Expr[],
    public keywords: Keyword[],
    public body: Stmt[],
    public decorator_list: Expr[],
    public type_params: TypeParam[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Return {
  readonly kind = 'Return' as const;
  constructor(
    public value: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Delete {
  readonly kind = 'Delete' as const;
  constructor(
    public targets: Expr[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Assign {
  readonly kind = 'Assign' as const;
  constructor(
    public targets: Expr[],
    public value: Expr,
    public type_comment: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class TypeAlias {
  readonly kind = 'TypeAlias' as const;
  constructor(
    public name: Expr,
    public type_params: TypeParam[],
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class AugAssign {
  readonly kind = 'AugAssign' as const;
  constructor(
    public target: Expr,
    public op: Operator,
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class AnnAssign {
  readonly kind = 'AnnAssign' as const;
  constructor(
    public target: Expr,
    public annotation: Expr,
    public value: Expr | null,
    public simple: number,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class For {
  readonly kind = 'For' as const;
  constructor(
    public target: Expr,
    public iter: Expr,
    public body: Stmt[],
    public orelse: Stmt[],
    public type_comment: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class AsyncFor {
  readonly kind = 'AsyncFor' as const;
  constructor(
    public target: Expr,
    public iter: Expr,
    public body: Stmt[],
    public orelse: Stmt[],
    public type_comment: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class While {
  readonly kind = 'While' as const;
  constructor(
    public test: Expr,
    public body: Stmt[],
    public orelse: Stmt[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class If {
  readonly kind = 'If' as const;
  constructor(
    public test: Expr,
    public body: Stmt[],
    public orelse: Stmt[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class With {
  readonly kind = 'With' as const;
  constructor(
    public items: WithItem[],
    public body: Stmt[],
    public type_comment: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class AsyncWith {
  readonly kind = 'AsyncWith' as const;
  constructor(
    public items: WithItem[],
    public body: Stmt[],
    public type_comment: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Match {
  readonly kind = 'Match' as const;
  constructor(
    public subject: Expr,
    public cases: MatchCase[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Raise {
  readonly kind = 'Raise' as const;
  constructor(
    public exc: Expr | null,
    public cause: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Try {
  readonly kind = 'Try' as const;
  constructor(
    public body: Stmt[],
    public handlers: ExceptHandler[],
    public orelse: Stmt[],
    public finalbody: Stmt[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class TryStar {
  readonly kind = 'TryStar' as const;
  constructor(
    public body: Stmt[],
    public handlers: ExceptHandler[],
    public orelse: Stmt[],
    public finalbody: Stmt[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Assert {
  readonly kind = 'Assert' as const;
  constructor(
    public test: Expr,
    public msg: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Import {
  readonly kind = 'Import' as const;
  constructor(
    public names: Alias[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class ImportFrom {
  readonly kind = 'ImportFrom' as const;
  constructor(
    public module: string | null,
    public names: Alias[],
    public level: number | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Global {
  readonly kind = 'Global' as const;
  constructor(
    public names: string[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Nonlocal {
  readonly kind = 'Nonlocal' as const;
  constructor(
    public names: string[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class ExprStmt {
  readonly kind = 'Expr' as const;
  constructor(
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Pass {
  readonly kind = 'Pass' as const;
  constructor(
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Break {
  readonly kind = 'Break' as const;
  constructor(
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Continue {
  readonly kind = 'Continue' as const;
  constructor(
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class BoolOp {
  readonly kind = 'BoolOp' as const;
  constructor(
    public op: BoolOperator,
    public values: Expr[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class NamedExpr {
  readonly kind = 'NamedExpr' as const;
  constructor(
    public target: Expr,
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class BinOp {
  readonly kind = 'BinOp' as const;
  constructor(
    public left: Expr,
    public op: Operator,
    public right: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class UnaryOp {
  readonly kind = 'UnaryOp' as const;
  constructor(
    public op: UnaryOperator,
    public operand: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Lambda {
  readonly kind = 'Lambda' as const;
  constructor(
    public args: Arguments,
    public body: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class IfExp {
  readonly kind = 'IfExp' as const;
  constructor(
    public test: Expr,
    public body: Expr,
    public orelse: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Dict {
  readonly kind = 'Dict' as const;
  constructor(
    public keys: (Expr | null)[],
    public values: Expr[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

// biome-ignore lint/suspicious/noShadowRestrictedNames: it is Python's name for the node
export class Set {
  readonly kind = 'Set' as const;
  constructor(
    public elts: Expr[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class ListComp {
  readonly kind = 'ListComp' as const;
  constructor(
    public elt: Expr,
    public generators: Comprehension[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class SetComp {
  readonly kind = 'SetComp' as const;
  constructor(
    public elt: Expr,
    public generators: Comprehension[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class DictComp {
  readonly kind = 'DictComp' as const;
  constructor(
    public key: Expr,
    public value: Expr,
    public generators: Comprehension[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class GeneratorExp {
  readonly kind = 'GeneratorExp' as const;
  constructor(
    public elt: Expr,
    public generators: Comprehension[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Await {
  readonly kind = 'Await' as const;
  constructor(
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Yield {
  readonly kind = 'Yield' as const;
  constructor(
    public value: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class YieldFrom {
  readonly kind = 'YieldFrom' as const;
  constructor(
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Compare {
  readonly kind = 'Compare' as const;
  constructor(
    public left: Expr,
    public ops: CmpOperator[],
    public comparators: Expr[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Call {
  readonly kind = 'Call' as const;
  constructor(
    public func: Expr,
    public args: Expr[],
    public keywords: Keyword[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class FormattedValue {
  readonly kind = 'FormattedValue' as const;
  constructor(
    public value: Expr,
    public conversion: number,
    public format_spec: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Interpolation {
  readonly kind = 'Interpolation' as const;
  constructor(
    public value: Expr,
    public str: ConstantValue,
    public conversion: number,
    public format_spec: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class JoinedStr {
  readonly kind = 'JoinedStr' as const;
  constructor(
    public values: Expr[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class TemplateStr {
  readonly kind = 'TemplateStr' as const;
  constructor(
    public values: Expr[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Constant {
  readonly kind = 'Constant' as const;
  constructor(
    public value: ConstantValue,
    public constKind: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Attribute {
  readonly kind = 'Attribute' as const;
  constructor(
    public value: Expr,
    public attr: string,
    public ctx: ExprContext,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Subscript {
  readonly kind = 'Subscript' as const;
  constructor(
    public value: Expr,
    public slice: Expr,
    public ctx: ExprContext,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Starred {
  readonly kind = 'Starred' as const;
  constructor(
    public value: Expr,
    public ctx: ExprContext,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Name {
  readonly kind = 'Name' as const;
  constructor(
    public id: string,
    public ctx: ExprContext,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class List {
  readonly kind = 'List' as const;
  constructor(
    public elts: Expr[],
    public ctx: ExprContext,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Tuple {
  readonly kind = 'Tuple' as const;
  constructor(
    public elts: Expr[],
    public ctx: ExprContext,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Slice {
  readonly kind = 'Slice' as const;
  constructor(
    public lower: Expr | null,
    public upper: Expr | null,
    public step: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Comprehension {
  readonly kind = 'comprehension' as const;
  constructor(
    public target: Expr,
    public iter: Expr,
    public ifs: Expr[],
    public is_async: number,
  ) {}
}

export class Arguments {
  readonly kind = 'arguments' as const;
  constructor(
    public posonlyargs: Arg[],
    public args: Arg[],
    public vararg: Arg | null,
    public kwonlyargs: Arg[],
    public kw_defaults: (Expr | null)[],
    public kwarg: Arg | null,
    public defaults: Expr[],
  ) {}
}

export class WithItem {
  readonly kind = 'withitem' as const;
  constructor(
    public context_expr: Expr,
    public optional_vars: Expr | null,
  ) {}
}

export class MatchCase {
  readonly kind = 'match_case' as const;
  constructor(
    public pattern: Pattern,
    public guard: Expr | null,
    public body: Stmt[],
  ) {}
}

export class ExceptHandler {
  readonly kind = 'ExceptHandler' as const;
  constructor(
    public type: Expr | null,
    public name: string | null,
    public body: Stmt[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Arg {
  readonly kind = 'arg' as const;
  constructor(
    public arg: string,
    public annotation: Expr | null,
    public type_comment: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Keyword {
  readonly kind = 'keyword' as const;
  constructor(
    public arg: string | null,
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class Alias {
  readonly kind = 'alias' as const;
  constructor(
    public name: string,
    public asname: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchValue {
  readonly kind = 'MatchValue' as const;
  constructor(
    public value: Expr,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchSingleton {
  readonly kind = 'MatchSingleton' as const;
  constructor(
    public value: ConstantValue,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchSequence {
  readonly kind = 'MatchSequence' as const;
  constructor(
    public patterns: Pattern[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchMapping {
  readonly kind = 'MatchMapping' as const;
  constructor(
    public keys: Expr[],
    public patterns: Pattern[],
    public rest: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchClass {
  readonly kind = 'MatchClass' as const;
  constructor(
    public cls: Expr,
    public patterns: Pattern[],
    public kwd_attrs: string[],
    public kwd_patterns: Pattern[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchStar {
  readonly kind = 'MatchStar' as const;
  constructor(
    public name: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchAs {
  readonly kind = 'MatchAs' as const;
  constructor(
    public pattern: Pattern | null,
    public name: string | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class MatchOr {
  readonly kind = 'MatchOr' as const;
  constructor(
    public patterns: Pattern[],
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class TypeVar {
  readonly kind = 'TypeVar' as const;
  constructor(
    public name: string,
    public bound: Expr | null,
    public default_value: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class ParamSpec {
  readonly kind = 'ParamSpec' as const;
  constructor(
    public name: string,
    public default_value: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class TypeVarTuple {
  readonly kind = 'TypeVarTuple' as const;
  constructor(
    public name: string,
    public default_value: Expr | null,
    public lineno: number,
    public col_offset: number,
    public end_lineno: number,
    public end_col_offset: number,
  ) {}
}

export class TypeIgnore {
  readonly kind = 'TypeIgnore' as const;
  constructor(
    public lineno: number,
    public tag: string,
  ) {}
}

export type Mod = Module | Interactive | Expression | FunctionType;

export type Stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExprStmt
  | Pass
  | Break
  | Continue;

export type Expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Set
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | Interpolation
  | JoinedStr
  | TemplateStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice;

export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;

export type TypeParam = TypeVar | ParamSpec | TypeVarTuple;

export type Node =
  | Mod
  | Stmt
  | Expr
  | Pattern
  | TypeParam
  | ExceptHandler
  | Comprehension
  | Arguments
  | Arg
  | Keyword
  | Alias
  | WithItem
  | MatchCase
  | TypeIgnore;

/** Name in Python's `ast`, ASDL type, and how often it occurs (list items of `keys` and `kw_defaults` may be null). */
export type FieldSpec = readonly [name: string, type: string, count: 'one' | 'optional' | 'list'];

export interface NodeSpec {
  /** The abstract base class in Python's `ast`. */
  readonly base: string;
  /** Whether the node has lineno, col_offset, end_lineno and end_col_offset. */
  readonly positions: boolean;
  /** The class; its constructor takes the fields in order, then the four positions. */
  readonly make: new (
    ...values: any[]
  ) => Node;
  readonly fields: readonly FieldSpec[];
}

/** The operator-like classes without fields, by abstract base. */
export const ENUM_NODES: ReadonlyMap<string, readonly string[]> = new Map([
  ['expr_context', ['Load', 'Store', 'Del']],
  ['boolop', ['And', 'Or']],
  [
    'operator',
    ['Add', 'Sub', 'Mult', 'MatMult', 'Div', 'Mod', 'Pow', 'LShift', 'RShift', 'BitOr', 'BitXor', 'BitAnd', 'FloorDiv'],
  ],
  ['unaryop', ['Invert', 'Not', 'UAdd', 'USub']],
  ['cmpop', ['Eq', 'NotEq', 'Lt', 'LtE', 'Gt', 'GtE', 'Is', 'IsNot', 'In', 'NotIn']],
]);

export const NODE_FIELDS: ReadonlyMap<string, NodeSpec> = new Map<string, NodeSpec>([
  [
    'Module',
    {
      base: 'mod',
      positions: false,
      make: Module,
      fields: [
        ['body', 'stmt', 'list'],
        ['type_ignores', 'type_ignore', 'list'],
      ],
    },
  ],
  ['Interactive', { base: 'mod', positions: false, make: Interactive, fields: [['body', 'stmt', 'list']] }],
  ['Expression', { base: 'mod', positions: false, make: Expression, fields: [['body', 'expr', 'one']] }],
  [
    'FunctionType',
    {
      base: 'mod',
      positions: false,
      make: FunctionType,
      fields: [
        ['argtypes', 'expr', 'list'],
        ['returns', 'expr', 'one'],
      ],
    },
  ],
  [
    'FunctionDef',
    {
      base: 'stmt',
      positions: true,
      make: FunctionDef,
      fields: [
        ['name', 'identifier', 'one'],
        ['args', 'arguments', 'one'],
        ['body', 'stmt', 'list'],
        ['decorator_list', 'expr', 'list'],
        ['returns', 'expr', 'optional'],
        ['type_comment', 'string', 'optional'],
        ['type_params', 'type_param', 'list'],
      ],
    },
  ],
  [
    'AsyncFunctionDef',
    {
      base: 'stmt',
      positions: true,
      make: AsyncFunctionDef,
      fields: [
        ['name', 'identifier', 'one'],
        ['args', 'arguments', 'one'],
        ['body', 'stmt', 'list'],
        ['decorator_list', 'expr', 'list'],
        ['returns', 'expr', 'optional'],
        ['type_comment', 'string', 'optional'],
        ['type_params', 'type_param', 'list'],
      ],
    },
  ],
  [
    'ClassDef',
    {
      base: 'stmt',
      positions: true,
      make: ClassDef,
      fields: [
        ['name', 'identifier', 'one'],
        ['bases', 'expr', 'list'],
        ['keywords', 'keyword', 'list'],
        ['body', 'stmt', 'list'],
        ['decorator_list', 'expr', 'list'],
        ['type_params', 'type_param', 'list'],
      ],
    },
  ],
  ['Return', { base: 'stmt', positions: true, make: Return, fields: [['value', 'expr', 'optional']] }],
  ['Delete', { base: 'stmt', positions: true, make: Delete, fields: [['targets', 'expr', 'list']] }],
  [
    'Assign',
    {
      base: 'stmt',
      positions: true,
      make: Assign,
      fields: [
        ['targets', 'expr', 'list'],
        ['value', 'expr', 'one'],
        ['type_comment', 'string', 'optional'],
      ],
    },
  ],
  [
    'TypeAlias',
    {
      base: 'stmt',
      positions: true,
      make: TypeAlias,
      fields: [
        ['name', 'expr', 'one'],
        ['type_params', 'type_param', 'list'],
        ['value', 'expr', 'one'],
      ],
    },
  ],
  [
    'AugAssign',
    {
      base: 'stmt',
      positions: true,
      make: AugAssign,
      fields: [
        ['target', 'expr', 'one'],
        ['op', 'operator', 'one'],
        ['value', 'expr', 'one'],
      ],
    },
  ],
  [
    'AnnAssign',
    {
      base: 'stmt',
      positions: true,
      make: AnnAssign,
      fields: [
        ['target', 'expr', 'one'],
        ['annotation', 'expr', 'one'],
        ['value', 'expr', 'optional'],
        ['simple', 'int', 'one'],
      ],
    },
  ],
  [
    'For',
    {
      base: 'stmt',
      positions: true,
      make: For,
      fields: [
        ['target', 'expr', 'one'],
        ['iter', 'expr', 'one'],
        ['body', 'stmt', 'list'],
        ['orelse', 'stmt', 'list'],
        ['type_comment', 'string', 'optional'],
      ],
    },
  ],
  [
    'AsyncFor',
    {
      base: 'stmt',
      positions: true,
      make: AsyncFor,
      fields: [
        ['target', 'expr', 'one'],
        ['iter', 'expr', 'one'],
        ['body', 'stmt', 'list'],
        ['orelse', 'stmt', 'list'],
        ['type_comment', 'string', 'optional'],
      ],
    },
  ],
  [
    'While',
    {
      base: 'stmt',
      positions: true,
      make: While,
      fields: [
        ['test', 'expr', 'one'],
        ['body', 'stmt', 'list'],
        ['orelse', 'stmt', 'list'],
      ],
    },
  ],
  [
    'If',
    {
      base: 'stmt',
      positions: true,
      make: If,
      fields: [
        ['test', 'expr', 'one'],
        ['body', 'stmt', 'list'],
        ['orelse', 'stmt', 'list'],
      ],
    },
  ],
  [
    'With',
    {
      base: 'stmt',
      positions: true,
      make: With,
      fields: [
        ['items', 'withitem', 'list'],
        ['body', 'stmt', 'list'],
        ['type_comment', 'string', 'optional'],
      ],
    },
  ],
  [
    'AsyncWith',
    {
      base: 'stmt',
      positions: true,
      make: AsyncWith,
      fields: [
        ['items', 'withitem', 'list'],
        ['body', 'stmt', 'list'],
        ['type_comment', 'string', 'optional'],
      ],
    },
  ],
  [
    'Match',
    {
      base: 'stmt',
      positions: true,
      make: Match,
      fields: [
        ['subject', 'expr', 'one'],
        ['cases', 'match_case', 'list'],
      ],
    },
  ],
  [
    'Raise',
    {
      base: 'stmt',
      positions: true,
      make: Raise,
      fields: [
        ['exc', 'expr', 'optional'],
        ['cause', 'expr', 'optional'],
      ],
    },
  ],
  [
    'Try',
    {
      base: 'stmt',
      positions: true,
      make: Try,
      fields: [
        ['body', 'stmt', 'list'],
        ['handlers', 'excepthandler', 'list'],
        ['orelse', 'stmt', 'list'],
        ['finalbody', 'stmt', 'list'],
      ],
    },
  ],
  [
    'TryStar',
    {
      base: 'stmt',
      positions: true,
      make: TryStar,
      fields: [
        ['body', 'stmt', 'list'],
        ['handlers', 'excepthandler', 'list'],
        ['orelse', 'stmt', 'list'],
        ['finalbody', 'stmt', 'list'],
      ],
    },
  ],
  [
    'Assert',
    {
      base: 'stmt',
      positions: true,
      make: Assert,
      fields: [
        ['test', 'expr', 'one'],
        ['msg', 'expr', 'optional'],
      ],
    },
  ],
  ['Import', { base: 'stmt', positions: true, make: Import, fields: [['names', 'alias', 'list']] }],
  [
    'ImportFrom',
    {
      base: 'stmt',
      positions: true,
      make: ImportFrom,
      fields: [
        ['module', 'identifier', 'optional'],
        ['names', 'alias', 'list'],
        ['level', 'int', 'optional'],
      ],
    },
  ],
  ['Global', { base: 'stmt', positions: true, make: Global, fields: [['names', 'identifier', 'list']] }],
  ['Nonlocal', { base: 'stmt', positions: true, make: Nonlocal, fields: [['names', 'identifier', 'list']] }],
  ['Expr', { base: 'stmt', positions: true, make: ExprStmt, fields: [['value', 'expr', 'one']] }],
  ['Pass', { base: 'stmt', positions: true, make: Pass, fields: [] }],
  ['Break', { base: 'stmt', positions: true, make: Break, fields: [] }],
  ['Continue', { base: 'stmt', positions: true, make: Continue, fields: [] }],
  [
    'BoolOp',
    {
      base: 'expr',
      positions: true,
      make: BoolOp,
      fields: [
        ['op', 'boolop', 'one'],
        ['values', 'expr', 'list'],
      ],
    },
  ],
  [
    'NamedExpr',
    {
      base: 'expr',
      positions: true,
      make: NamedExpr,
      fields: [
        ['target', 'expr', 'one'],
        ['value', 'expr', 'one'],
      ],
    },
  ],
  [
    'BinOp',
    {
      base: 'expr',
      positions: true,
      make: BinOp,
      fields: [
        ['left', 'expr', 'one'],
        ['op', 'operator', 'one'],
        ['right', 'expr', 'one'],
      ],
    },
  ],
  [
    'UnaryOp',
    {
      base: 'expr',
      positions: true,
      make: UnaryOp,
      fields: [
        ['op', 'unaryop', 'one'],
        ['operand', 'expr', 'one'],
      ],
    },
  ],
  [
    'Lambda',
    {
      base: 'expr',
      positions: true,
      make: Lambda,
      fields: [
        ['args', 'arguments', 'one'],
        ['body', 'expr', 'one'],
      ],
    },
  ],
  [
    'IfExp',
    {
      base: 'expr',
      positions: true,
      make: IfExp,
      fields: [
        ['test', 'expr', 'one'],
        ['body', 'expr', 'one'],
        ['orelse', 'expr', 'one'],
      ],
    },
  ],
  [
    'Dict',
    {
      base: 'expr',
      positions: true,
      make: Dict,
      fields: [
        ['keys', 'expr', 'list'],
        ['values', 'expr', 'list'],
      ],
    },
  ],
  ['Set', { base: 'expr', positions: true, make: Set, fields: [['elts', 'expr', 'list']] }],
  [
    'ListComp',
    {
      base: 'expr',
      positions: true,
      make: ListComp,
      fields: [
        ['elt', 'expr', 'one'],
        ['generators', 'comprehension', 'list'],
      ],
    },
  ],
  [
    'SetComp',
    {
      base: 'expr',
      positions: true,
      make: SetComp,
      fields: [
        ['elt', 'expr', 'one'],
        ['generators', 'comprehension', 'list'],
      ],
    },
  ],
  [
    'DictComp',
    {
      base: 'expr',
      positions: true,
      make: DictComp,
      fields: [
        ['key', 'expr', 'one'],
        ['value', 'expr', 'one'],
        ['generators', 'comprehension', 'list'],
      ],
    },
  ],
  [
    'GeneratorExp',
    {
      base: 'expr',
      positions: true,
      make: GeneratorExp,
      fields: [
        ['elt', 'expr', 'one'],
        ['generators', 'comprehension', 'list'],
      ],
    },
  ],
  ['Await', { base: 'expr', positions: true, make: Await, fields: [['value', 'expr', 'one']] }],
  ['Yield', { base: 'expr', positions: true, make: Yield, fields: [['value', 'expr', 'optional']] }],
  ['YieldFrom', { base: 'expr', positions: true, make: YieldFrom, fields: [['value', 'expr', 'one']] }],
  [
    'Compare',
    {
      base: 'expr',
      positions: true,
      make: Compare,
      fields: [
        ['left', 'expr', 'one'],
        ['ops', 'cmpop', 'list'],
        ['comparators', 'expr', 'list'],
      ],
    },
  ],
  [
    'Call',
    {
      base: 'expr',
      positions: true,
      make: Call,
      fields: [
        ['func', 'expr', 'one'],
        ['args', 'expr', 'list'],
        ['keywords', 'keyword', 'list'],
      ],
    },
  ],
  [
    'FormattedValue',
    {
      base: 'expr',
      positions: true,
      make: FormattedValue,
      fields: [
        ['value', 'expr', 'one'],
        ['conversion', 'int', 'one'],
        ['format_spec', 'expr', 'optional'],
      ],
    },
  ],
  [
    'Interpolation',
    {
      base: 'expr',
      positions: true,
      make: Interpolation,
      fields: [
        ['value', 'expr', 'one'],
        ['str', 'constant', 'one'],
        ['conversion', 'int', 'one'],
        ['format_spec', 'expr', 'optional'],
      ],
    },
  ],
  ['JoinedStr', { base: 'expr', positions: true, make: JoinedStr, fields: [['values', 'expr', 'list']] }],
  ['TemplateStr', { base: 'expr', positions: true, make: TemplateStr, fields: [['values', 'expr', 'list']] }],
  [
    'Constant',
    {
      base: 'expr',
      positions: true,
      make: Constant,
      fields: [
        ['value', 'constant', 'one'],
        ['kind', 'string', 'optional'],
      ],
    },
  ],
  [
    'Attribute',
    {
      base: 'expr',
      positions: true,
      make: Attribute,
      fields: [
        ['value', 'expr', 'one'],
        ['attr', 'identifier', 'one'],
        ['ctx', 'expr_context', 'one'],
      ],
    },
  ],
  [
    'Subscript',
    {
      base: 'expr',
      positions: true,
      make: Subscript,
      fields: [
        ['value', 'expr', 'one'],
        ['slice', 'expr', 'one'],
        ['ctx', 'expr_context', 'one'],
      ],
    },
  ],
  [
    'Starred',
    {
      base: 'expr',
      positions: true,
      make: Starred,
      fields: [
        ['value', 'expr', 'one'],
        ['ctx', 'expr_context', 'one'],
      ],
    },
  ],
  [
    'Name',
    {
      base: 'expr',
      positions: true,
      make: Name,
      fields: [
        ['id', 'identifier', 'one'],
        ['ctx', 'expr_context', 'one'],
      ],
    },
  ],
  [
    'List',
    {
      base: 'expr',
      positions: true,
      make: List,
      fields: [
        ['elts', 'expr', 'list'],
        ['ctx', 'expr_context', 'one'],
      ],
    },
  ],
  [
    'Tuple',
    {
      base: 'expr',
      positions: true,
      make: Tuple,
      fields: [
        ['elts', 'expr', 'list'],
        ['ctx', 'expr_context', 'one'],
      ],
    },
  ],
  [
    'Slice',
    {
      base: 'expr',
      positions: true,
      make: Slice,
      fields: [
        ['lower', 'expr', 'optional'],
        ['upper', 'expr', 'optional'],
        ['step', 'expr', 'optional'],
      ],
    },
  ],
  [
    'comprehension',
    {
      base: 'AST',
      positions: false,
      make: Comprehension,
      fields: [
        ['target', 'expr', 'one'],
        ['iter', 'expr', 'one'],
        ['ifs', 'expr', 'list'],
        ['is_async', 'int', 'one'],
      ],
    },
  ],
  [
    'arguments',
    {
      base: 'AST',
      positions: false,
      make: Arguments,
      fields: [
        ['posonlyargs', 'arg', 'list'],
        ['args', 'arg', 'list'],
        ['vararg', 'arg', 'optional'],
        ['kwonlyargs', 'arg', 'list'],
        ['kw_defaults', 'expr', 'list'],
        ['kwarg', 'arg', 'optional'],
        ['defaults', 'expr', 'list'],
      ],
    },
  ],
  [
    'withitem',
    {
      base: 'AST',
      positions: false,
      make: WithItem,
      fields: [
        ['context_expr', 'expr', 'one'],
        ['optional_vars', 'expr', 'optional'],
      ],
    },
  ],
  [
    'match_case',
    {
      base: 'AST',
      positions: false,
      make: MatchCase,
      fields: [
        ['pattern', 'pattern', 'one'],
        ['guard', 'expr', 'optional'],
        ['body', 'stmt', 'list'],
      ],
    },
  ],
  [
    'ExceptHandler',
    {
      base: 'excepthandler',
      positions: true,
      make: ExceptHandler,
      fields: [
        ['type', 'expr', 'optional'],
        ['name', 'identifier', 'optional'],
        ['body', 'stmt', 'list'],
      ],
    },
  ],
  [
    'arg',
    {
      base: 'AST',
      positions: true,
      make: Arg,
      fields: [
        ['arg', 'identifier', 'one'],
        ['annotation', 'expr', 'optional'],
        ['type_comment', 'string', 'optional'],
      ],
    },
  ],
  [
    'keyword',
    {
      base: 'AST',
      positions: true,
      make: Keyword,
      fields: [
        ['arg', 'identifier', 'optional'],
        ['value', 'expr', 'one'],
      ],
    },
  ],
  [
    'alias',
    {
      base: 'AST',
      positions: true,
      make: Alias,
      fields: [
        ['name', 'identifier', 'one'],
        ['asname', 'identifier', 'optional'],
      ],
    },
  ],
  ['MatchValue', { base: 'pattern', positions: true, make: MatchValue, fields: [['value', 'expr', 'one']] }],
  [
    'MatchSingleton',
    { base: 'pattern', positions: true, make: MatchSingleton, fields: [['value', 'constant', 'one']] },
  ],
  [
    'MatchSequence',
    { base: 'pattern', positions: true, make: MatchSequence, fields: [['patterns', 'pattern', 'list']] },
  ],
  [
    'MatchMapping',
    {
      base: 'pattern',
      positions: true,
      make: MatchMapping,
      fields: [
        ['keys', 'expr', 'list'],
        ['patterns', 'pattern', 'list'],
        ['rest', 'identifier', 'optional'],
      ],
    },
  ],
  [
    'MatchClass',
    {
      base: 'pattern',
      positions: true,
      make: MatchClass,
      fields: [
        ['cls', 'expr', 'one'],
        ['patterns', 'pattern', 'list'],
        ['kwd_attrs', 'identifier', 'list'],
        ['kwd_patterns', 'pattern', 'list'],
      ],
    },
  ],
  ['MatchStar', { base: 'pattern', positions: true, make: MatchStar, fields: [['name', 'identifier', 'optional']] }],
  [
    'MatchAs',
    {
      base: 'pattern',
      positions: true,
      make: MatchAs,
      fields: [
        ['pattern', 'pattern', 'optional'],
        ['name', 'identifier', 'optional'],
      ],
    },
  ],
  ['MatchOr', { base: 'pattern', positions: true, make: MatchOr, fields: [['patterns', 'pattern', 'list']] }],
  [
    'TypeVar',
    {
      base: 'type_param',
      positions: true,
      make: TypeVar,
      fields: [
        ['name', 'identifier', 'one'],
        ['bound', 'expr', 'optional'],
        ['default_value', 'expr', 'optional'],
      ],
    },
  ],
  [
    'ParamSpec',
    {
      base: 'type_param',
      positions: true,
      make: ParamSpec,
      fields: [
        ['name', 'identifier', 'one'],
        ['default_value', 'expr', 'optional'],
      ],
    },
  ],
  [
    'TypeVarTuple',
    {
      base: 'type_param',
      positions: true,
      make: TypeVarTuple,
      fields: [
        ['name', 'identifier', 'one'],
        ['default_value', 'expr', 'optional'],
      ],
    },
  ],
  [
    'TypeIgnore',
    {
      base: 'type_ignore',
      positions: false,
      make: TypeIgnore,
      fields: [
        ['lineno', 'int', 'one'],
        ['tag', 'string', 'one'],
      ],
    },
  ],
]);

/** The property that holds a Python field. */
export function fieldProperty(kind: string, field: string): string {
  return kind === 'Constant' && field === 'kind' ? 'constKind' : field;
}
