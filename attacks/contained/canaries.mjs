// What a program must not get: planted before it runs, looked at after. Secrets are new in each process, so that a program
// can know none of them.
import { randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const secret = (what) => `canary-${what}-${randomBytes(9).toString('hex')}`;

/** Own properties of what a program could pollute. */
const WATCHED = [
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  Symbol,
  BigInt,
  Map,
  Set,
  WeakMap,
  Promise,
  RegExp,
  Date,
  Error,
  TypeError,
  RangeError,
  Uint8Array,
  ArrayBuffer,
  Int32Array,
  Object.getPrototypeOf(Uint8Array),
  Object.getPrototypeOf([][Symbol.iterator]()),
  Object.getPrototypeOf(function* () {}),
].flatMap((f) => (typeof f === 'function' && f.prototype ? [f, f.prototype] : [f]));
const PLAIN = [globalThis, Math, JSON, Reflect, Atomics, console, process, process.env];

function ownOf(object) {
  const found = new Map();
  for (const key of Reflect.ownKeys(object)) {
    const property = Object.getOwnPropertyDescriptor(object, key);
    found.set(key, 'value' in property ? property.value : property.get);
  }
  return found;
}

/** What of the host's JavaScript is not as it was, or null. Getters are compared, not run. */
function changes(before) {
  for (const [object, was] of before) {
    const is = ownOf(object);
    for (const [key, value] of is) {
      if (!was.has(key)) return `new property ${String(key)}`;
      if (!Object.is(was.get(key), value) && object !== process) return `changed property ${String(key)}`;
    }
    for (const key of was.keys()) if (!is.has(key)) return `property ${String(key)} is gone`;
  }
  return null;
}

export class Canaries {
  constructor() {
    this.environment = secret('environment');
    this.global = secret('global');
    this.contents = secret('file');
    this.neighbour = secret('neighbour');
    this.header = secret('header');
    process.env.CANARY_SECRET = this.environment;
    globalThis.canarySecret = this.global;
    this.folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rexec-attacks-')));
    this.root = path.join(this.folder, secret('root'));
    this.outside = path.join(this.folder, 'outside');
    mkdirSync(this.outside);
    this.file = path.join(this.outside, 'secret.txt');
    writeFileSync(this.file, `${this.contents}\n`);
    writeFileSync(path.join(this.outside, 'evilmod.py'), `value = '${this.contents}'\nprint('ESCAPED')\n`);
    writeFileSync(path.join(this.outside, 'evilpyc.pyc'), this.contents);
    this.listing = readdirSync(this.outside).join();
    this.makeRoot();
    this.connections = 0;
    // Node makes some globals when they are first looked at.
    for (const key of Reflect.ownKeys(globalThis)) void globalThis[key];
    this.before = [...WATCHED, ...PLAIN].map((object) => [object, ownOf(object)]);
  }

  /** Text that must be in nothing that comes out of a cell. */
  get secrets() {
    return [this.environment, this.global, this.contents, this.neighbour, this.header, this.root];
  }

  /** The folder that policies with files of the host show as `/`. */
  makeRoot() {
    rmSync(this.root, { recursive: true, force: true });
    mkdirSync(path.join(this.root, 'sub'), { recursive: true });
    writeFileSync(path.join(this.root, 'a.txt'), 'a file of the cell\n');
    writeFileSync(path.join(this.root, 'sub/b.txt'), 'another\n');
    symlinkSync(this.outside, path.join(this.root, 'folder-link'));
    symlinkSync(this.file, path.join(this.root, 'file-link'));
    symlinkSync('../outside/secret.txt', path.join(this.root, 'relative-link'));
    symlinkSync('/proc/self', path.join(this.root, 'proc-link'));
    symlinkSync('a.txt', path.join(this.root, 'good-link'));
  }

  async listen() {
    this.server = createServer((socket) => {
      this.connections++;
      socket.on('error', () => {});
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n${this.contents}`);
    });
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    this.server.unref();
  }

  /** A program's text with the places it is after. */
  fill(source) {
    return source
      .replaceAll('@CANARY@', this.file)
      .replaceAll('@FOLDER@', this.outside)
      .replaceAll('@PORT@', String(this.port));
  }

  /** What is not as it was, or null. */
  harm() {
    if (this.connections > 0) {
      this.connections = 0;
      return 'a connection to the canary server';
    }
    if (readFileSync(this.file, 'utf8') !== `${this.contents}\n`) return 'the canary file was written';
    if (readdirSync(this.outside).join() !== this.listing) return 'new files beside the canary file';
    if (!lstatSync(this.outside).isDirectory()) return 'the canary folder is another';
    if (globalThis.canarySecret !== this.global) return 'the canary global was changed';
    return changes(this.before);
  }

  remove() {
    this.server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
