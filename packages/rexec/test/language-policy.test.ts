// The `language` part of a policy: read, resolved, met, written out again.
import { expect, test } from 'vitest';
import { checkSource, Policy, type PolicyError, policyToToml, type ResolvedDocument } from '../src/index.js';

const parse = (text: string) => Policy.parse(text, { filename: 'p.toml' });
const rules = (policy: Policy, source: string) => checkSource(source, policy).map((f) => `${f.rule} (${f.source})`);

test('a profile and what the document changes of it, each with its line', () => {
  const policy = parse(
    '[language]\nprofile = "config"\nloops = "any"\n[language.nodes]\nallow = ["Raise"]\ndeny = ["Assert"]\n' +
      '[language.names]\ndeny = ["tmp*"]\n[language.limits]\nstring = 5\ndepth = "unlimited"\n',
  );
  expect(rules(policy, 'for x in y: raise z\n')).toEqual([]);
  expect(rules(policy, 'assert 1\ntmp1 = "abcdef"\n__x\nimport a\nclass B: pass\n')).toEqual([
    'language.nodes.deny "Assert" (p.toml:6)',
    'language.names.deny "tmp*" (p.toml:8)',
    'language.limits.string = 5 (p.toml:10)',
    'language.names.deny "__*" (profile config)',
    'language.imports (profile config)',
    'language.definitions (profile config)',
  ]);
});

test('without the part, and with the profile full, everything is allowed', () => {
  for (const text of ['', '[language]\n', '[language]\nprofile = "full"\n']) {
    expect(parse(text).parts.language).toEqual([]);
    expect(parse(text).toDocument()).not.toHaveProperty('language');
  }
});

test('an empty list of what is allowed allows nothing', () => {
  const policy = parse('[language.imports]\nallow = []\n[language.calls]\nallow = []\n');
  expect(rules(policy, 'import a\nf()\nx = 1\n')).toEqual([
    'language.imports (profile full)',
    'language.calls (default) (profile full)',
  ]);
});

test('the resolved document says the same, as TOML and JSON too', () => {
  const texts = [
    '[language]\nprofile = "restricted"\n',
    '[language]\nprofile = "config"\nloops = "bounded"\nrecursion = true\n[language.imports]\nallow = []\n',
    '[language]\ndefinitions = "functions"\n[language.names]\nreserved = ["a"]\nmethods = ["__init__"]\nallow = ["x"]\n' +
      '[language.limits]\ndigits = 3\n[language.nodes]\nallow = ["While"]\ndeny = ["AugAssign(Name)"]\n',
    '[language]\nprofile = "expression"\n[language.limits]\nstatements = "unlimited"\n[language.attributes]\nallow = ["a*"]\n',
  ];
  for (const text of texts) {
    const policy = parse(text);
    const document = policy.toDocument();
    expect(Policy.fromResolved(JSON.parse(JSON.stringify(document)) as ResolvedDocument).digest()).toBe(
      policy.digest(),
    );
    const again = Policy.parse(policyToToml(document as never));
    expect(again.digest()).toBe(policy.digest());
    expect(policy.digest()).not.toBe(Policy.from('none').digest());
    const source = 'x.a = y.b\n_z = 123456\nwhile 1: f()\nx += 1\nimport q\n';
    expect(checkSource(source, again).map((f) => f.message)).toEqual(checkSource(source, policy).map((f) => f.message));
  }
});

test('a meet holds sources to both, in whatever order, and once where they agree', () => {
  const a = parse('[language]\nprofile = "script"\nloops = "bounded"\n');
  const b = parse('[language]\n[language.names]\ndeny = ["x"]\n');
  const source = 'while 1: pass\nx = 1\nclass A: pass\n';
  const found = (policy: Policy) => checkSource(source, policy).map((f) => f.message);
  expect(found(a.meet(b))).toEqual([
    'a while loop is not allowed: it has no bound',
    'the name "x" is not allowed',
    'a class definition is not allowed: this language has no classes',
  ]);
  expect(found(b.meet(a))).toEqual(found(a.meet(b)));
  expect(a.meet(a).parts.language).toEqual(a.parts.language);
  expect(found(a.meet(Policy.from('pure')))).toEqual(found(a));
  expect(found(Policy.fromResolved(a.meet(b).toDocument()))).toEqual(found(a.meet(b)));
  expect(found(Policy.from('none').within(a))).toEqual(found(a));
});

test('mistakes of a document are one line each', () => {
  const mistake = (text: string) => {
    try {
      parse(text);
    } catch (e) {
      return (e as PolicyError).message;
    }
    return '';
  };
  expect(mistake('[language]\nprofile = "scirpt"\n')).toBe(
    "p.toml:2: language.profile: unknown value 'scirpt'; did you mean 'script'? (expression, config, script, restricted, full)",
  );
  expect(mistake('[language.nodes]\ndeny = ["while"]\n')).toBe(
    'p.toml:2: language.nodes.deny[0]: \'while\' is no class of Python\'s ast; write it like "While", "Lambda", "AugAssign(Attribute)" or "*"',
  );
  expect(mistake('[language.names]\ndeny = ["a b"]\n')).toContain("'a b' is no pattern of names");
  expect(mistake('[language]\nloop = "none"\n')).toContain("language.loop: unknown key; did you mean 'loops'?");
  expect(mistake('[language.limits]\ndepth = -1\n')).toContain('language.limits.depth: -1 is not a count');
});
