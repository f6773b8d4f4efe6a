/** The s_ methods: the program reads what the supervisor put in, and what it writes is kept. */
import { RExec } from 'rexec';

const r_env = new RExec(null, false, { stdout: (text) => console.log(text.trimEnd()) });
r_env.set_stdin('Ada\nGrace\n');
await r_env.s_exec(`
import sys
print('hello', input())
sys.stderr.write('and ' + sys.stdin.readline())
`);
console.log(JSON.stringify([r_env.stdout.getvalue(), r_env.stderr.getvalue()]));
await r_env.r_exec('print("not kept")');
r_env.close();

//> ["hello Ada\n","and Grace\n"]
//> not kept
