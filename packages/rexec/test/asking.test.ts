import { describe, expect, test } from 'vitest';
import { questionText, replyOf } from '../src/node/terminal.js';
import type { Question } from '../src/system/asker.js';
import { type Put, Questions, type Reply } from '../src/system/questions.js';

const question = (path = '/etc/passwd'): Question => ({
  cell: 'main',
  event: 'open',
  args: [path, 0],
  operation: { kind: 'file', access: 'read', path },
  decision: { action: 'ask', rule: 'files.ask "/etc/**"', source: 'policy.toml:4', reason: '' },
  place: { filename: 'plugin.py', line: 7, fuel: 1 },
});
const settings = { wait: 50, remember: 'session', questions: 3 } as const;

function asker(put: Put, more: object = {}) {
  return new Questions({ ...settings, ...more }, put);
}

describe('asking', () => {
  test('each reply means what it says', () => {
    const answer = (reply: Reply) => asker(() => reply).ask(question());
    expect(answer('once')).toMatchObject({ allow: true });
    expect(answer('no')).toMatchObject({ allow: false, reason: 'asked: no' });
    expect(answer('kill')).toMatchObject({ allow: false, stop: true });
  });

  test('an answer that is none, an error, or no answer in time is a no', async () => {
    expect(asker(() => 'sure' as Reply).ask(question())).toMatchObject({ allow: false });
    expect(
      asker(() => {
        throw new Error();
      }).ask(question()),
    ).toMatchObject({ allow: false });
    expect(await asker(() => Promise.reject(new Error())).ask(question())).toMatchObject({ allow: false });
    expect(await asker(() => new Promise(() => {})).ask(question())).toMatchObject({
      allow: false,
      reason: 'no answer in 0.05 s',
    });
  });

  test('whoever is asked learns that nobody waits any more', async () => {
    let aborted = false;
    await asker(
      (_q, signal) =>
        new Promise(() =>
          signal.addEventListener('abort', () => {
            aborted = true;
          }),
        ),
    ).ask(question());
    expect(aborted).toBe(true);
  });

  test('once is asked again, session is not, another path is another question', () => {
    let put = 0;
    const once = asker(() => {
      put++;
      return 'once';
    });
    once.ask(question());
    once.ask(question());
    expect(put).toBe(2);
    put = 0;
    const session = asker(() => {
      put++;
      return 'session';
    });
    session.ask(question());
    expect(session.ask(question())).toMatchObject({ allow: true });
    expect(put).toBe(1);
    session.ask(question('/etc/shadow'));
    expect(put).toBe(2);
  });

  test('a policy that keeps answers for once keeps none', () => {
    let put = 0;
    const kept: Question[] = [];
    const short = { ...settings, remember: 'once' } as const;
    const asked = new Questions(
      short,
      () => {
        put++;
        return 'always';
      },
      (q) => kept.push(q),
    );
    asked.ask(question());
    asked.ask(question());
    expect([put, kept.length]).toEqual([2, 0]);
  });

  test('a program cannot ask for ever', () => {
    const many = asker(() => 'no');
    for (let i = 0; i < 3; i++) many.ask(question(`/${i}`));
    expect(many.ask(question('/x'))).toMatchObject({ allow: false, reason: 'more than 3 questions' });
  });

  test('always keeps the rule', () => {
    const kept: string[] = [];
    new Questions(
      settings,
      () => 'always',
      (q) => kept.push(q.event),
    ).ask(question());
    expect(kept).toEqual(['open']);
  });
});

describe('a question on a terminal', () => {
  test('says who asks for what, where, and by which rule', () => {
    const text = questionText(question());
    for (const part of ["'main'", 'plugin.py:7', "open('/etc/passwd', 0)", 'files.ask "/etc/**"', 'policy.toml:4']) {
      expect(text).toContain(part);
    }
  });
  test('shows nothing of a program as it is', () => {
    const text = questionText(question('/\x1b[2J\u202e\n[o]nce'));
    expect(text).not.toContain('\x1b');
    expect(text).not.toContain('\u202e');
    expect(text.split('\n')).toHaveLength(6);
    expect(questionText(question('x'.repeat(1e6))).length).toBeLessThan(1000);
  });
  test('an empty line is a no; what is no answer is asked again', () => {
    expect(replyOf('')).toBe('no');
    expect(replyOf(' Once ')).toBe('once');
    expect(replyOf('maybe')).toBeUndefined();
  });
});
