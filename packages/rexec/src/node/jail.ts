/** bubblewrap around a cell's process: no network, no processes of others, no files but Node and the cell's own code. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export class JailError extends Error {}

function findBubblewrap(): string {
  for (const folder of (process.env['PATH'] ?? '/usr/bin').split(delimiter)) {
    const file = join(folder, 'bwrap');
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  throw new JailError(
    "isolation 'jail' needs bubblewrap, which is not installed: `apt install bubblewrap`, or use 'process'",
  );
}

/** Folders of the system that Node's shared libraries may be in. */
const LIBRARIES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib'];

/** The command that runs `command` in a jail where it can read `folders` and Node alone. */
export function jailCommand(command: string, args: readonly string[], folders: readonly string[]): [string, string[]] {
  if (process.platform !== 'linux') throw new JailError("isolation 'jail' needs Linux; use 'process'");
  const readable = [...LIBRARIES.filter((f) => existsSync(f)), dirname(command), ...folders];
  const jail = [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...['--proc', '/proc', '--dev', '/dev', '--chdir', '/'],
    ...readable.flatMap((f) => ['--ro-bind', f, f]),
  ];
  return [findBubblewrap(), [...jail, '--', command, ...args]];
}
