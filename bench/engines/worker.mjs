// Both ends of the wire between the bench and an engine's own process: one request, one answer.
import { fork } from 'node:child_process';

const LIMIT_MS = 120_000;

/** The bench's end. */
export function openWorker(module, args = []) {
  let child;
  const start = () => fork(module, args, { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ask = (request) => {
    child ??= start();
    return new Promise((resolve) => {
      const finish = (answer) => {
        clearTimeout(timer);
        child?.off('message', finish).off('exit', onExit);
        resolve(answer);
      };
      const stop = (error) => {
        child?.kill('SIGKILL');
        finish({ error });
        child = undefined;
      };
      const onExit = (code, signal) => stop(`the process ended (${signal ?? code})`);
      const timer = setTimeout(() => stop(`no answer within ${LIMIT_MS / 1000} s`), LIMIT_MS);
      child.once('message', finish);
      child.once('exit', onExit);
      child.send(request);
    });
  };
  return { ask, close: () => child?.kill() };
}

/** The engine's end. */
export function serve(answer) {
  process.on('message', async (request) => {
    try {
      process.send(await answer(request));
    } catch (error) {
      process.send({
        error: String(error?.message ?? error)
          .split('\n')
          .at(-1)
          .slice(0, 200),
      });
    }
  });
}

/** Bytes that this process holds, after a collection. */
export function memoryOf() {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss } = process.memoryUsage();
  return rss;
}
