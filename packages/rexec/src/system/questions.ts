/**
 * Questions under the `ask` part of a policy: how many there may be, how long one may stay open, what is remembered. The
 * person (or the host's callback) behind it sees only questions that are new. No answer, a late one and an error are no.
 */
import type { Answer, Asker, Question } from './asker.js';
import type { Maybe } from './later.js';

export interface QuestionSettings {
  /** Milliseconds that a question stays open. */
  readonly wait: number;
  /** The longest that an answer is kept: `once` puts every question anew, whatever was said before. */
  readonly remember: 'once' | 'session';
  /** Questions after which all that would be asked is refused. */
  readonly questions: number;
}

/** What a person may say. A no is remembered for the session too, so that a program cannot wear anybody down. */
export type Reply = 'once' | 'session' | 'always' | 'no' | 'kill';

/** Puts one question to somebody; `signal` fires when nobody waits for the answer any more. */
export type Put = (question: Question, signal: AbortSignal) => Maybe<Reply>;

const REPLIES: readonly Reply[] = ['once', 'session', 'always', 'no', 'kill'];

export class Questions implements Asker {
  private asked = 0;
  private readonly remembered = new Map<string, Answer>();

  constructor(
    private readonly settings: QuestionSettings,
    private readonly put: Put,
    /** Called for `always`, before the answer: keeps the rule where the next run finds it. */
    private readonly keep: (question: Question) => void = () => {},
    /** Keys of questions (`questionKey`) that were answered with `always` before. */
    always: Iterable<string> = [],
  ) {
    for (const key of always) this.remembered.set(key, { allow: true, reason: 'asked before: always' });
  }

  ask(question: Question): Maybe<Answer> {
    const key = questionKey(question);
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    if (this.asked >= this.settings.questions) {
      return { allow: false, reason: `more than ${this.settings.questions} questions` };
    }
    this.asked++;
    const abort = new AbortController();
    let reply: Maybe<Reply>;
    try {
      reply = this.put(question, abort.signal);
    } catch {
      return no('the question could not be put');
    }
    if (!(reply instanceof Promise)) return this.settle(question, key, reply);
    return this.inTime(reply, abort).then((r) => (typeof r === 'string' ? this.settle(question, key, r) : r));
  }

  private async inTime(reply: Promise<Reply>, abort: AbortController): Promise<Reply | Answer> {
    const { wait } = this.settings;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Answer>((resolve) => {
      timer = setTimeout(() => resolve(no(`no answer in ${wait / 1000} s`)), Math.min(wait, 2 ** 31 - 1));
    });
    try {
      return await Promise.race([reply.catch(() => no('the question could not be put')), late]);
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  private settle(question: Question, key: string, reply: Reply): Answer {
    if (!REPLIES.includes(reply)) return no('an answer of an unknown kind');
    const allow = reply !== 'no' && reply !== 'kill';
    const answer: Answer = { allow, reason: `asked: ${reply}`, ...(reply === 'kill' ? { stop: true } : {}) };
    if (this.settings.remember === 'session' && reply !== 'once') {
      if (reply === 'always') this.keep(question);
      this.remembered.set(key, answer);
    }
    return answer;
  }
}

function no(reason: string): Answer {
  return { allow: false, reason };
}

/** The same operation is the same question, wherever it stands in the program. */
export function questionKey({ cell, event, operation }: Question): string {
  return JSON.stringify([cell, event, operation]);
}
