/** How the process of a cell is started: which program, and what of Node it may use. */
import { createRequire } from 'node:module';
import path from 'node:path';

/** Bytes of a process beyond what its cell's heap may hold. */
const HEAP_BEYOND = 128 * 2 ** 20;

/** The program, and what loads the engine into it: files of this package and of the engine's, wherever they are installed. */
interface ChildProgram {
  readonly program: string;
  readonly loader: string;
}

function find(): ChildProgram {
  const { resolve } = createRequire(import.meta.url);
  try {
    return { program: resolve('rexec/cell-process'), loader: resolve('@rexec/python/load') };
  } catch (e) {
    const reason = (e as Error).message.split('\n')[0];
    throw new Error(`the program of cell processes is not beside this code: ${reason}`);
  }
}

let found: ChildProgram | undefined;

export function childProgram(): ChildProgram {
  found ??= find();
  return found;
}

/** The folders that the process may read: its own code. */
export function childFolders({ program, loader }: ChildProgram): string[] {
  return [program, loader].flatMap((file) => [path.dirname(file), path.join(file, '../../dist')]).map((f) => `${f}/`);
}

/** Arguments of Node for a cell with so many bytes of heap. */
export function childArguments(child: ChildProgram, memory: number): string[] {
  const major = Number(process.versions.node.split('.')[0]);
  return [
    major >= 22 ? '--permission' : '--experimental-permission',
    ...childFolders(child).map((folder) => `--allow-fs-read=${folder}*`),
    '--no-warnings',
    '--no-addons',
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    '--expose-gc',
    '--min-semi-space-size=16',
    `--max-old-space-size=${Math.ceil((memory + HEAP_BEYOND) / 2 ** 20)}`,
    child.program,
    child.loader,
  ];
}
