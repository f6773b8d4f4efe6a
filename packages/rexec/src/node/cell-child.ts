/** The process of a cell and the pipe to it: messages out, messages in, its end. What comes in may be anything. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { decode, type Expected, encode, Messages, type WireValue } from '../system/wire.js';
import { list } from '../system/wire-shape.js';
import { childArguments, childFolders, childProgram } from './child-program.js';
import { jailCommand } from './jail.js';

/** Longest message from a cell. */
const MAX_MESSAGE = 64 * 2 ** 20;
/** Bytes that the values of one message may take here. */
const MAX_VALUES = 256 * 2 ** 20;

const FROM_CELL: Expected = { plain: true, memory: MAX_VALUES };

/** Who listens to a process. */
export interface Listener {
  heard(message: readonly WireValue[]): void;
  /** What was heard is no message, or listening to it failed. */
  failed(error: unknown): void;
  gone(why: string): void;
}

export class CellChild {
  private readonly child: ChildProcess;
  private readonly pipe: Duplex;
  private readonly messages = new Messages(MAX_MESSAGE);
  private killed = false;

  /** `memory`: bytes of the cell's heap. `listener`: of the cell that is in it now. */
  constructor(
    memory: number,
    isolation: 'process' | 'jail',
    public listener: Listener,
  ) {
    const program = childProgram();
    const args = childArguments(program, memory);
    const [command, argv] =
      isolation === 'jail' ? jailCommand(process.execPath, args, childFolders(program)) : [process.execPath, args];
    this.child = spawn(command, argv, { cwd: '/', env: {}, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    this.pipe = this.child.stdio[3] as Duplex;
    this.pipe.on('data', (chunk: Buffer) => this.received(chunk));
    this.pipe.on('error', () => this.listener.gone('the process of the cell has gone'));
    this.child.on('error', (e) => this.listener.gone(`the process of the cell cannot be started: ${e.message}`));
    this.child.on('exit', (code, signal) => {
      // What it wrote last may still be in the pipe.
      setImmediate(() => this.listener.gone(`the process of the cell ended (${signal ?? `status ${code}`})`));
    });
  }

  send(value: WireValue): void {
    if (!this.pipe.destroyed) this.pipe.write(encode(value));
  }

  /** Something that was sent has not been read yet. */
  get unread(): boolean {
    return this.pipe.writableLength > 0;
  }

  /** Nothing more is heard of it. */
  kill(): void {
    this.killed = true;
    this.child.kill('SIGKILL');
    this.pipe.destroy();
  }

  private received(chunk: Uint8Array): void {
    if (this.killed) return;
    try {
      for (const message of this.messages.push(chunk)) {
        if (this.killed) return;
        this.listener.heard(list(decode(message, FROM_CELL)));
      }
    } catch (e) {
      this.listener.failed(e);
    }
  }
}
