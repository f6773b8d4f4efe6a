/** Packages from a wheel that is read in place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Cell, wheelTree } from '../src/index.js';

interface Made {
  name: string;
  text: string;
  stored?: boolean;
  /** What the directory says instead of the truth. */
  size?: number;
}

/** An archive, as pip's tools make wheels. */
function wheel(members: Made[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, stored, size } of members) {
    const data = Buffer.from(text);
    const packed = stored === true ? data : deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stored === true ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size ?? data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, Buffer.from(name));
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}

const PACKAGE: Made[] = [
  {
    name: 'greet/__init__.py',
    text: 'from .words import HELLO\n\n\ndef greet(name):\n    return f"{HELLO}, {name}"\n',
  },
  { name: 'greet/words.py', text: 'HELLO = "Hello"\n', stored: true },
  { name: 'greet-1.0.dist-info/METADATA', text: 'Name: greet\nVersion: 1.0\n' },
];

const policy = { extends: 'pure', modules: { allow: ['greet', 'greet.*'], path: ['/lib/site-packages'] } } as const;
const run = (bytes: Uint8Array, source: string) =>
  Cell.create({ policy, files: { '/lib/site-packages': wheelTree(bytes) } }).runSync(source);

test('a program imports what is in it', () => {
  const { stdout, stderr } = run(
    wheel(PACKAGE),
    'import greet, inspect\nprint(greet.greet("you"), greet.__file__)\nprint(inspect.getsource(greet.greet))',
  );
  expect([stdout, stderr]).toEqual([
    'Hello, you /lib/site-packages/greet/__init__.py\ndef greet(name):\n    return f"{HELLO}, {name}"\n\n',
    '',
  ]);
});

test('a policy document mounts one like a folder', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rexec-wheel-'));
  try {
    writeFileSync(path.join(folder, 'greet.whl'), wheel(PACKAGE));
    const files = { mounts: [{ at: '/lib/site-packages', host: path.join(folder, 'greet.whl') }] };
    const source = 'import greet\nprint(greet.greet("you"))\nopen("/lib/site-packages/x", "w")';
    const { stdout, error } = Cell.create({ policy: { ...policy, files } }).runSync(source);
    expect([stdout, error?.type]).toEqual(['Hello, you\n', 'PermissionError']);
    const missing = { mounts: [{ at: '/lib/site-packages', host: path.join(folder, 'other.whl') }] };
    expect(() => Cell.create({ policy: { ...policy, files: missing } })).toThrow('cannot be mounted');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('it can be read, not written', () => {
  const { stdout, stderr } = run(
    wheel(PACKAGE),
    `import os
print(sorted(os.listdir('/lib/site-packages')), open('/lib/site-packages/greet/words.py').read())
try: open('/lib/site-packages/greet/words.py', 'w')
except OSError as e: print(type(e).__name__)`,
  );
  expect([stdout, stderr]).toEqual([
    expect.stringMatching(/^\['greet', 'greet-1.0.dist-info'\] HELLO = "Hello"\n\n(OSError|PermissionError)\n$/),
    '',
  ]);
});

test('a member is as large as the directory says, or cannot be read', () => {
  const bomb = wheel([{ name: 'greet.py', text: ' '.repeat(1 << 20), size: 100 }]);
  const { stderr } = run(bomb, 'open("/lib/site-packages/greet.py").read()');
  expect(stderr).toContain('OSError: [Errno 5]');
});

test('a member is inflated once, however often it is opened', () => {
  const tree = wheelTree(wheel([{ name: 'large.bin', text: 'x'.repeat(1 << 20) }]));
  const want = { read: true, write: false, append: false, create: 'no', truncate: false, directory: false } as const;
  const before = process.memoryUsage().arrayBuffers;
  const handles = Array.from({ length: 100 }, () => tree.open(['large.bin'], want as never));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 << 20);
  expect(handles).toHaveLength(100);
});

test('what is too much, damaged or leads elsewhere is refused at once', () => {
  const many = Array.from({ length: 50 }, (_, i) => ({ name: `m${i}.py`, text: '' }));
  const cases: [Uint8Array, RegExp][] = [
    [Buffer.from('no archive'), /no ZIP archive/],
    [wheel([{ name: '../out.py', text: '' }]), /a member "\.\.\/out\.py"/],
    [wheel([{ name: '/etc/passwd', text: '' }]), /a member/],
    [
      wheel([
        { name: 'a', text: '' },
        { name: 'a/b', text: '' },
      ]),
      /lies below a file/,
    ],
    [
      wheel([
        { name: 'a', text: '' },
        { name: 'a', text: '' },
      ]),
      /twice/,
    ],
    [wheel([{ name: 'a.py', text: '', size: 2 ** 31 }]), /more than/],
    [wheel(PACKAGE).subarray(100), /cannot be read/],
  ];
  for (const [bytes, message] of cases) expect(() => wheelTree(bytes)).toThrow(message);
  expect(() => wheelTree(wheel(many), { members: 10 })).toThrow(/more than 10 members/);
  const deep = Array.from({ length: 5 }, (_, i) => ({ name: `${`d${i}/`.repeat(10)}m.py`, text: '' }));
  expect(() => wheelTree(wheel(deep), { members: 10 })).toThrow(/more than 10 folders/);
});
