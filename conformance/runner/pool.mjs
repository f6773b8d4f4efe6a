// A pool of child processes that each serve one request at a time over IPC. A request that takes too long, or that
// ends its process, is answered for it; the next request gets a fresh process.
import { fork } from 'node:child_process';

export class Pool {
  #module;
  #options;
  #idle = [];
  #waiting = [];
  #count = 0;
  #size;

  /** @param {{ size?: number, execArgv?: string[], env?: Record<string, string> }} options */
  constructor(module, { size = 1, ...options } = {}) {
    this.#module = module;
    this.#size = size;
    this.#options = options;
  }

  /** Answers what the worker sent back, or `{ died: 'why', gone: true }`. */
  async run(request, limitMs) {
    const child = await this.#take();
    const answer = await ask(child, request, limitMs);
    if (answer.gone) {
      child.kill('SIGKILL');
      this.#count--;
      this.#wakeOne();
    } else {
      this.#give(child);
    }
    return answer;
  }

  close() {
    for (const child of this.#idle) child.kill('SIGKILL');
    this.#idle = [];
  }

  async #take() {
    if (this.#idle.length > 0) return this.#idle.pop();
    if (this.#count >= this.#size) {
      const child = await new Promise((resolve) => this.#waiting.push(resolve));
      if (child) return child;
    }
    this.#count++;
    return fork(this.#module, [], { ...this.#options, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  }

  #give(child) {
    const next = this.#waiting.shift();
    if (next) next(child);
    else this.#idle.push(child);
  }

  #wakeOne() {
    this.#waiting.shift()?.(undefined);
  }
}

function ask(child, request, limitMs) {
  return new Promise((resolve) => {
    let stderr = '';
    const keep = (chunk) => {
      stderr = (stderr + chunk).slice(-2000);
    };
    const finish = (answer) => {
      clearTimeout(timer);
      child.off('message', finish).off('exit', onExit).stderr.off('data', keep);
      resolve(answer);
    };
    const onExit = (code, signal) => finish({ gone: true, died: `process ended (${signal ?? code})\n${stderr}` });
    const timer = setTimeout(() => finish({ gone: true, died: `no answer within ${limitMs / 1000} s` }), limitMs);
    child.stderr.on('data', keep);
    child.once('message', finish);
    child.once('exit', onExit);
    child.send(request);
  });
}
