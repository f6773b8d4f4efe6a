// What `npm start` and `npm test` do first: install and build, each only when something changed since the last time.
// It imports nothing from node_modules, since it runs before there is one.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, hashOf, isStamped, root, stamp } from './build.mjs';

const LOCKFILE = path.join(root, 'package-lock.json');
const command = path.join(root, 'node_modules/.bin/rexec');

const say = (line) => console.error(`· ${line}`);

function npm(args) {
  const entry = process.env.npm_execpath;
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const viaNode = entry?.endsWith('.js');
  const result = viaNode
    ? spawnSync(process.execPath, [entry, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed\n${result.stderr ?? result.error}`);
}

/** npm's own record of what it installed; a tree installed by hand (`npm install`) is as good as one of ours. */
function isInstalled() {
  const hidden = path.join(root, 'node_modules/.package-lock.json');
  return existsSync(hidden) && (isStamped('install', hashOf([LOCKFILE])) || matchesLockfile(hidden));
}

/** Every package that the lockfile names is there in that version, or is optional (another platform's binary). */
function matchesLockfile(hidden) {
  const [wanted, found] = [LOCKFILE, hidden].map((file) => JSON.parse(readFileSync(file, 'utf8')).packages);
  return Object.entries(wanted).every(
    ([name, entry]) => !name.startsWith('node_modules/') || entry.optional || found[name]?.version === entry.version,
  );
}

function install() {
  if (!isInstalled()) {
    say('installing packages (npm install)');
    // Not `npm ci`: where a registry lacks some platform's optional binaries it refuses a lockfile made there or elsewhere.
    npm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  // A tree that was installed before the command existed lacks its link.
  if (!existsSync(command)) npm(['rebuild', '--ignore-scripts', '--loglevel=error']);
  if (!isStamped('install', hashOf([LOCKFILE]))) stamp('install', hashOf([LOCKFILE]));
}

/** Makes the tree ready: installs and builds. Throws an Error whose message is the failing tool's own. */
export async function setup() {
  install();
  await build({ types: false, say: (line) => say(`built ${line}`) });
}
