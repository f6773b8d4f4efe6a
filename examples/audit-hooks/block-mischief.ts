// The hook of the seed's answer, on the host's side: a program cannot reach it, so its break has nothing to break.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Cell, HostError } from 'rexec';

let writeLock = true;
const cell = Cell.create({
  policy: {
    extends: 'pure',
    modules: { allow: ['sys'] },
    files: { mounts: [{ at: '/tmp', memory: '1 MB', access: 'write' }] },
  },
});
cell.addAuditHook((event, args) => {
  const writes = (event === 'open' && args[1] !== 'r') || /^(subprocess|os|shutil|winreg)\./.test(event);
  if (writeLock && writes) throw new HostError('OSError', 'file write forbidden');
});

const plain = await cell.run("open('/tmp/FILE', 'w').write('pwned by l33t h4xx0rz')");
console.log(`${plain.error?.type}: ${plain.error?.message}`);
//> OSError: file write forbidden

const theBreak = readFileSync(fileURLToPath(new URL('the-break.py', import.meta.url)), 'utf8');
console.log((await cell.run(theBreak)).stdout.trimEnd());
//> OSError: file write forbidden
//> OSError: file write forbidden
//> OSError: file write forbidden

// The host opens the lock when it likes.
writeLock = false;
const open = await cell.run("print(open('/tmp/FILE', 'w').write('x'))");
console.log(open.stdout.trimEnd());
//> 1
