/** SyntaxWarnings for `return`, `break` and `continue` that leave a `finally` block (PEP 765). */
import type { Mod, Stmt } from '../syntax/ast.js';
import type { Loc } from './location.js';

interface Context {
  /** Inside a `finally` of the function at hand. */
  readonly inFinally: boolean;
  /** Inside a loop that is inside that `finally`. */
  readonly inLoop: boolean;
}

const OUTSIDE: Context = { inFinally: false, inLoop: false };

export function warnFinallyJumps(mod: Mod, warn: (message: string, loc: Loc) => void): void {
  if (mod.kind !== 'Module' && mod.kind !== 'Interactive') return;
  const pending: { readonly body: readonly Stmt[]; readonly context: Context; next: number }[] = [];
  const later = (body: readonly Stmt[], context: Context) => {
    if (body.length > 0) pending.push({ body, context, next: 0 });
  };
  const visit = (s: Stmt, cx: Context) => {
    switch (s.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'ClassDef':
        return later(s.body, s.kind === 'ClassDef' ? cx : OUTSIDE);
      case 'For':
      case 'AsyncFor':
      case 'While':
        later(s.orelse, cx);
        return later(s.body, { inFinally: cx.inFinally, inLoop: true });
      case 'If':
        later(s.orelse, cx);
        return later(s.body, cx);
      case 'With':
      case 'AsyncWith':
        return later(s.body, cx);
      case 'Match':
        for (let i = s.cases.length - 1; i >= 0; i--) later(s.cases[i]!.body, cx);
        return;
      case 'Try':
      case 'TryStar':
        later(s.finalbody, { inFinally: true, inLoop: false });
        later(s.orelse, cx);
        for (let i = s.handlers.length - 1; i >= 0; i--) later(s.handlers[i]!.body, cx);
        return later(s.body, cx);
      case 'Return':
        if (cx.inFinally) warn("'return' in a 'finally' block", s);
        return;
      case 'Break':
      case 'Continue':
        if (cx.inFinally && !cx.inLoop) warn(`'${s.kind.toLowerCase()}' in a 'finally' block`, s);
        return;
    }
  };
  later(mod.body, OUTSIDE);
  while (pending.length > 0) {
    const block = pending[pending.length - 1]!;
    if (block.next < block.body.length) visit(block.body[block.next++]!, block.context);
    else pending.pop();
  }
}
