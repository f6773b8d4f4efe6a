/** Code from elsewhere, executed and evaluated; what it may not do raises an exception. */
import { fileURLToPath } from 'node:url';
import { PythonException, RExec } from 'rexec';

const r_env = new RExec(null, false, { stdout: (text) => console.log(text.trimEnd()) });

await r_env.r_exec('import string');
const expr = 'string.upper("This is a test")';
console.log(await r_env.r_eval(expr));

for (const code of ['import socket', 'file = open("/tmp/a.out", "w")']) {
  try {
    await r_env.r_exec(code);
  } catch (e) {
    if (!(e instanceof PythonException)) throw e;
    console.log(`${e.isA('IOError') ? 'IOError' : e.type}: ${e.message}`);
  }
}

// The restricted code may catch the exception itself, and go on.
const names = fileURLToPath(new URL('data/names.txt', import.meta.url));
await r_env.r_exec(
  `
try:
    open('/tmp/a.out', 'w')
except IOError:
    print('so I read:', open(names).readline().strip(), end='')
`,
  { names },
);
r_env.close();

//> THIS IS A TEST
//> ImportError: untrusted dynamic module: socket
//> IOError: can't open files for writing in restricted mode
//> so I read: Ada
