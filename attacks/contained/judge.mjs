// What is wrong with how a run of an attack ended.
import { verify } from '../../packages/rexec/src/audit/record.ts';
import { SYSTEM_CALLS } from '../../packages/rexec/src/system/calls.ts';

const STATUSES = ['ok', 'error', 'refused', 'limit'];
/** Only the supervisor's own decisions have these names; the machine notes imports of its own library, and compilations. */
const EVENTS = new Set(Object.values(SYSTEM_CALLS).map((row) => row.event));
for (const noted of ['import', 'compile', 'pickle.find_class']) EVENTS.delete(noted);
/** What programs put into events that they make themselves. */
const FORGED = 'forged by the program';
/** Text that only the host's own JavaScript would write. */
const HOST_TEXT =
  /\.(?:[cm]?js|ts):\d+|InternalError|\[object \w+\]|node:internal|node_modules|at async |TypeError: Cannot read prop/;

/** All text in a value of the host's. */
function textsOf(value, into = [], depth = 0) {
  if (typeof value === 'string') into.push(value);
  else if (value instanceof Uint8Array) into.push(Buffer.from(value).toString('latin1'));
  else if (depth < 50 && typeof value === 'object' && value !== null) {
    const parts = value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(value);
    for (const part of parts) textsOf(part, into, depth + 1);
  }
  return into;
}

export function judgeResult(result, canaries) {
  if (!STATUSES.includes(result.status)) return `a result with the status ${String(result.status)}`;
  const { status, value, stdout, stderr, error, refusals, exitCode } = result;
  if (typeof stdout !== 'string' || typeof stderr !== 'string') return 'output that is no text';
  if (status === 'limit' && !error?.limit) return 'a limit without its name';
  if (exitCode !== null && !Number.isInteger(exitCode)) return 'an odd exit code';
  if (error?.type === 'ProcessError') return `the process of the cell did not survive: ${error.message}`;
  const escaped = /^ESCAPED.*$/m.exec(`${stdout}\n${stderr}`);
  if (escaped !== null) return escaped[0].slice(0, 200);
  for (const text of textsOf([value, stdout, stderr, error, refusals])) {
    const secret = canaries.secrets.find((s) => text.includes(s));
    if (secret !== undefined) return `a secret came out: ${secret.slice(0, 20)}`;
    const host = HOST_TEXT.exec(text);
    if (host !== null) return `text of the host's: ${text.slice(Math.max(0, host.index - 60), host.index + 60)}`;
  }
  return null;
}

/** The record: numbered without a gap, one line each, its chain whole, and nothing in it that the program said of itself. */
export function judgeRecord(events, lines, canaries) {
  const seen = new Map();
  for (const event of events) {
    const number = (seen.get(event.cell) ?? 0) + 1;
    seen.set(event.cell, number);
    if (event.seq !== number) return `record ${number} of ${event.cell} has the number ${event.seq}`;
    if (!/^attacked(\/\d+)*$/.test(event.cell)) return `a record of the cell ${event.cell}`;
    if (!['allow', 'deny', 'ask', 'note'].includes(event.decision)) return `a decision ${event.decision}`;
    if (event.decision === 'note' && EVENTS.has(event.event) && !event.event.startsWith('rexec.'))
      return `a forged record of ${event.event}`;
    if (!['sys.audit', 'rexec.note'].includes(event.event) && textsOf(event.args).some((t) => t.startsWith(FORGED)))
      return `a forged record of ${event.event}`;
  }
  for (const line of lines) if (line.slice(0, -1).includes('\n')) return 'a record of several lines';
  const text = lines.join('');
  const secret = canaries.secrets.find((s) => text.includes(s));
  if (secret !== undefined) return `a secret in the record: ${secret.slice(0, 20)}`;
  const verdict = verify(text.split('\n'));
  if (!verdict.ok) return `the record does not verify: ${verdict.why}`;
  return verdict.records === events.length ? null : `${verdict.records} records of ${events.length} events`;
}

/** Whether what must happen has happened; null: it has. */
export function judgeMust(program, preset, result, events) {
  if (!program.under.includes(preset)) return null;
  const [must, type] = program.must.split(' ');
  if (must === 'contained' || result.status === 'limit') {
    return must === 'limit' || must === 'contained' ? null : `a limit (${result.error.limit}) came first`;
  }
  if (must === 'limit') return `ended with ${result.status} (${result.error?.type}), not by a limit`;
  if (must === 'error') {
    return result.error?.type === type ? null : `ended with ${result.error?.type ?? result.status}, not ${type}`;
  }
  const refused = result.status === 'refused' || events.some((e) => e.decision === 'deny');
  return refused ? null : `nothing was refused (${result.status})`;
}
