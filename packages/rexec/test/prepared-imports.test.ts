import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Cell, type PolicyCellOptions } from '../src/index.js';

const LOOK = `
import sys, gc, copyreg
print(list(sys.modules))
print([c.__name__ for c in object.__subclasses__()])
print(sorted(map(str, copyreg.dispatch_table)))
gc.collect()
class X: pass
print(id(X))
`;

/** All that can be seen of a run in a new cell. */
function seen(program: string, options?: Omit<PolicyCellOptions, 'sinks'>) {
  const events: unknown[] = [];
  const sinks = [{ write: (e: object) => events.push({ ...e, time: 0, at: 0 }) }];
  const cell = options === undefined ? Cell.create() : Cell.create({ ...options, sinks });
  const { status, stdout, stderr, refusals } = cell.runSync(program);
  const { fuel, memory, output } = cell.usage;
  return { status, stdout, stderr, refusals, fuel, memory, output, events };
}

// An image is made at the second run; the first one runs the modules.
const IMPORTS = [
  'import re',
  'import json, re, math, datetime, collections, dataclasses, typing, itertools, functools, random',
  'import asyncio',
  '"""Doc."""\nfrom __future__ import annotations\nfrom concurrent.futures import thread\nimport os.path as p, logging',
  'from typing import Any, NamedTuple\nfrom dataclasses import *\nimport abc',
  'import enum, no_such_module',
  'import enum\nfrom re import no_such_name',
  'import inspect, pathlib, argparse',
];

/** A folder of modules, one of which has a library module's name. */
const folder = mkdtempSync(path.join(tmpdir(), 'rexec-'));
writeFileSync(path.join(folder, 'logging.py'), 'print("a module of the host")\n');
writeFileSync(path.join(folder, 'enum.py'), 'from re import _constants\nclass Enum: pass\n');
afterAll(() => rmSync(folder, { recursive: true }));
const given = { mounts: [{ at: '/modules', host: folder }] };

describe('imports that were done before', () => {
  const policies: (Omit<PolicyCellOptions, 'sinks'> | undefined)[] = [
    undefined,
    { policy: 'applet' },
    { policy: { extends: 'pure', modules: { deny: ['dataclasses', 'logging'] } } },
    { policy: { extends: 'applet', attributes: { hide: ['function', 'class'] } } },
    { policy: 'rexec' },
    { policy: { extends: 'applet', modules: { path: ['/modules'] }, files: given } },
  ];
  for (const options of policies) {
    it(`cannot be told from imports that run modules: ${JSON.stringify(options?.policy ?? 'no policy')}`, () => {
      for (const imports of IMPORTS) {
        const first = seen(imports + LOOK, options);
        for (let i = 0; i < 3; i++) expect(seen(imports + LOOK, options)).toEqual(first);
      }
    }, 600_000);
  }

  it.each([
    ...['re', 'asyncio', 'unittest', 'inspect, pathlib, argparse'],
    'json, re, math, datetime, collections, dataclasses, typing, itertools, functools, random',
  ])('are there for the second cell that imports %s', (names) => {
    for (const policy of ['pure', 'applet'] as const) {
      for (let i = 0; i < 2; i++) Cell.create({ policy }).runSync(`import ${names}`);
      const cell = Cell.create({ policy });
      expect(cell.start(`import ${names}`, { fuel: 10 }).kind).toBe('slice');
      expect(cell.machine.moduleState.has('prepared-imports')).toBe(true);
    }
  });

  it('are a copy for each cell', () => {
    const spoil =
      'import re\nre.compile = None\nre.RegexFlag.extra = 1\nre._cache["x"] = 1\nprint(hasattr(re.enum, "spoilt"))\nre.enum.spoilt = 1';
    for (let i = 0; i < 4; i++) expect(Cell.create().runSync(spoil).stdout).toBe('False\n');
    expect(
      Cell.create().runSync('import re\nprint(str(re._cache), hasattr(re.RegexFlag, "extra"), re.compile("a"))').stdout,
    ).toBe("{} False re.compile('a')\n");
  });

  it('end at the same limit', () => {
    const run = (fuel: number) => {
      const cell = Cell.create({ limits: { fuel } });
      return { error: cell.runSync('import json, re').error?.message, fuel: cell.usage.fuel };
    };
    for (const fuel of [1000, 200_000, 400_000]) {
      const first = run(fuel);
      expect(run(fuel)).toEqual(first);
      expect(run(fuel)).toEqual(first);
    }
  });

  it('do not pass over an audit hook of the host that refuses one of them', () => {
    for (let i = 0; i < 4; i++) {
      const cell = Cell.create({ policy: 'applet' });
      cell.addAuditHook((event, args) => {
        if (event === 'import' && args[0] === 'enum') throw new Error('not here');
      });
      const { status, stderr } = cell.runSync('import re');
      expect(status).not.toBe('ok');
      expect(stderr).toContain('/lib/python3.14/re/__init__.py');
    }
  });

  it('go with a snapshot that is taken between them', () => {
    const program = `import re\nimport json\nprint(re.compile('a') is re.compile('a'), json.dumps([1]))${LOOK}`;
    const whole = Cell.create().runSync(program).stdout;
    const first = Cell.create();
    first.runSync('import re');
    // Enough for the first import, and for a little of what comes then.
    const fuel = first.usage.fuel + 3000;
    for (let i = 0; i < 3; i++) {
      const cell = Cell.create();
      let step = cell.start(program, { fuel });
      expect(step.kind).toBe('slice');
      const other = Cell.restore(cell.snapshot());
      for (step = other.step!; step.kind === 'slice'; ) step = step.resume();
      expect(step.result?.stdout).toBe(whole);
    }
  });
});
