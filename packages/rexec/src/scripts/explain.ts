/** What declarations say of one attribute, as a person asks: `attribute Document.title as Editor`. */
import type { AccessDecision, Asking, Declarations } from './declarations.js';

export const ATTRIBUTE_HELP = 'attribute CLASS.NAME [as ROLE[,ROLE…]]   (with --declarations FILE)';

export interface AttributeQuestion {
  /** The class, and its bases where they are given: `Invoice(Document)`. */
  readonly classes: readonly string[];
  readonly attribute: string;
  readonly asking: Asking;
}

/** A string says what is wrong with the words. */
export function parseAttributeQuestion(words: readonly string[]): AttributeQuestion | string {
  const text = words.join(' ').trim();
  const m = /^attribute ([\w$]+)(?:\(([\w$, ]+)\))?\.([\w$]+)(?: as (.+))?$/.exec(text);
  if (m === null) return `'${text}' is no question; write it like: ${ATTRIBUTE_HELP}`;
  const list = (names: string | undefined): string[] =>
    (names ?? '')
      .split(',')
      .map((n) => n.trim())
      .filter((n) => n !== '');
  const roles = list(m[4]).filter((role) => role !== 'Anonymous');
  return {
    classes: [m[1]!, ...list(m[2])],
    attribute: m[3]!,
    asking: { user: roles.length === 0 ? null : 'who asks', roles },
  };
}

/** `allow  Document.title as Editor`, and below it the declaration and why. */
export function explainAttribute(
  declarations: Declarations,
  question: AttributeQuestion,
): { text: string; decision: AccessDecision } {
  const { classes, attribute, asking } = question;
  const decision = declarations.decide(classes, attribute, asking);
  const who = asking.roles.length === 0 ? 'Anonymous' : asking.roles.join(', ');
  const text = `${decision.action.padEnd(5)}  attribute ${classes[0]}.${attribute} as ${who}\n  rule   ${decision.rule}\n  why    ${decision.reason}\n`;
  return { text, decision };
}
