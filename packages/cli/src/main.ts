/** Entry of the whole command's bundle, which holds the Python engine. */
import { Cell } from 'rexec';
import { addAuditCommands } from './audit.js';
import { addCheckCommand } from './check.js';
import { command } from './command.js';
import { addDebugCommand } from './debug.js';
import { disassembleSource } from './dis.js';
import { addModulesCommand } from './modules.js';
import { addPolicyCommands } from './policy.js';
import { startRepl } from './repl.js';
import { addReplayCommand } from './replay.js';

export function main(argv: readonly string[]): Promise<number> {
  return command(argv, {
    runInline: (options, source, how) => Cell.create(options).runProgram(source, how),
    startRepl,
    disassemble: disassembleSource,
    add(program, ended) {
      addAuditCommands(program, ended);
      addCheckCommand(program, ended);
      addModulesCommand(program, ended);
      addPolicyCommands(program, ended);
      addDebugCommand(program, ended);
      addReplayCommand(program, ended);
    },
  });
}
