/** `--audit FILE`: the record as JSON lines; a file that is there goes on where it ends. */
import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { type AuditSink, JsonLinesSink, parseAuditRecord } from 'rexec/apart';
import { reason } from './reason.js';
import { UsageError } from './source.js';

export function auditFile(file: string): AuditSink {
  try {
    const lines = existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((l) => l !== '')
      : [];
    const last = lines.length === 0 ? undefined : parseAuditRecord(lines.at(-1)!);
    if (lines.length > 0 && last === undefined) throw new UsageError(`--audit: ${file} is there, and no audit log`);
    const fd = openSync(file, 'a');
    return new JsonLinesSink((line) => writeSync(fd, line), last);
  } catch (e) {
    if (e instanceof UsageError) throw e;
    throw new UsageError(`--audit: cannot write ${file}: ${reason(e)}`);
  }
}
