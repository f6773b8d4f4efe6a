/** Stands where the bundle's dependencies name `node:child_process`: the command starts no processes. */
export function spawn(): never {
  throw new Error('the rexec command starts no processes');
}
export default { spawn };
