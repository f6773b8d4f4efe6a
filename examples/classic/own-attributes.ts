/** A subclass gives the class attributes other values: what they say is read when an instance is made. */
import { PythonException, RExec } from 'rexec';

class Tighter extends RExec {
  static override nok_builtin_names = [...RExec.nok_builtin_names, 'eval', 'exec'];
  static override ok_builtin_modules = ['math'];
  static override ok_sys_names = ['version'];
  static override ok_posix_names = [];
}

const r_env = new Tighter(null, false, { stdout: (text) => console.log(text.trimEnd()) });
for (const code of [
  'import math; print(math.floor(2.5), end="")',
  'import time',
  'eval("1 + 1")',
  'import sys; sys.maxsize',
  'import os; os.stat("/")',
]) {
  try {
    await r_env.r_exec(code);
  } catch (e) {
    if (e instanceof PythonException) console.log(`${e.type}: ${e.message}`);
  }
}
r_env.close();

//> 2
//> ImportError: untrusted dynamic module: time
//> NameError: name 'eval' is not defined
//> AttributeError: module 'sys' has no attribute 'maxsize'
//> AttributeError: module 'os' has no attribute 'stat'
