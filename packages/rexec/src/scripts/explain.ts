/** What declarations say of one use of an attribute, as a person asks: `write Document.title as Editor`. */
import type { AttributeUse } from '../bastion/bastion.js';
import type { AccessDecision, Asking, Declarations, ItemUse } from './declarations.js';

export const ATTRIBUTE_HELP =
  'attribute CLASS.NAME [as ROLE[,ROLE…]]   (or write, or delete; CLASS[]: items, and their length, contains, iterate; with --declarations FILE)';

/** What the first word of a question asks about: an attribute, or items (the last three: these alone). */
const USES = new Map<string, { readonly use?: AttributeUse; readonly item: ItemUse }>([
  ['attribute', { use: 'read', item: 'get' }],
  ['write', { use: 'write', item: 'set' }],
  ['delete', { use: 'delete', item: 'delete' }],
  ['length', { item: 'length' }],
  ['contains', { item: 'contains' }],
  ['iterate', { item: 'iterate' }],
]);

export interface AttributeQuestion {
  readonly verb: string;
  /** The class, and its bases where they are given: `Invoice(Document)`. */
  readonly classes: readonly string[];
  /** '': items. */
  readonly attribute: string;
  readonly asking: Asking;
}

/** A string says what is wrong with the words. */
export function parseAttributeQuestion(words: readonly string[]): AttributeQuestion | string {
  const text = words.join(' ').trim();
  const m = /^(\w+) ([\w$]+)(?:\(([\w$, ]+)\))?(?:\.([\w$]+)|\[\])(?: as (.+))?$/.exec(text);
  const asked = USES.get(m?.[1] ?? '');
  if (m === null || asked === undefined || (m[4] !== undefined && asked.use === undefined))
    return `'${text}' is no question; write it like: ${ATTRIBUTE_HELP}`;
  const list = (names: string | undefined): string[] =>
    (names ?? '')
      .split(',')
      .map((n) => n.trim())
      .filter((n) => n !== '');
  const roles = list(m[5]).filter((role) => role !== 'Anonymous');
  return {
    verb: m[1]!,
    classes: [m[2]!, ...list(m[3])],
    attribute: m[4] ?? '',
    asking: { user: roles.length === 0 ? null : 'who asks', roles },
  };
}

/** `allow  Document.title as Editor`, and below it the declaration and why. */
export function explainAttribute(
  declarations: Declarations,
  question: AttributeQuestion,
): { text: string; decision: AccessDecision } {
  const { verb, classes, attribute, asking } = question;
  const { use, item } = USES.get(verb)!;
  const decision =
    attribute === ''
      ? declarations.decideItem(classes, item, asking)
      : declarations.decide(classes, attribute, asking, use);
  const who = asking.roles.length === 0 ? 'Anonymous' : asking.roles.join(', ');
  const what = `${classes[0]}${attribute === '' ? '[]' : `.${attribute}`}`;
  const text = `${decision.action.padEnd(5)}  ${verb} ${what} as ${who}\n  rule   ${decision.rule}\n  why    ${decision.reason}\n`;
  return { text, decision };
}
