/** `--record FILE`: a recording; a file that is there is overwritten only if it is one. */
import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { isRecording, Recorder } from 'rexec/apart';
import { reason } from './reason.js';
import { UsageError } from './source.js';

export function recordFile(file: string): Recorder {
  try {
    if (existsSync(file) && !isRecording(readFileSync(file)))
      throw new UsageError(`--record: ${file} is there, and no recording`);
    const fd = openSync(file, 'w');
    return new Recorder((bytes) => {
      for (let rest = bytes; rest.length > 0; ) rest = rest.subarray(writeSync(fd, rest));
    });
  } catch (e) {
    if (e instanceof UsageError) throw e;
    throw new UsageError(`--record: cannot write ${file}: ${reason(e)}`);
  }
}
