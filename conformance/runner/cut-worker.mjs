// A process that runs a part of a program: from its beginning or from a snapshot, to its end or to a cut.
//   { name, source | bytes, limitMs, cut } -> { report } | { bytes }
import { Cell, Policy } from 'rexec';

/** Time and chance come from what the program spends and from a seed: so both ways are the same. */
const policy = Policy.from({
  extends: 'pure',
  modules: { allow: ['*'] },
  clock: { mode: 'virtual', at: '2026-01-01T00:00:00Z' },
  entropy: { mode: 'seeded', seed: 1 },
  limits: { fuel: 10_000_000_000, memory: '256 MB', output: '10 MB' },
});
const options = (limitMs) => ({ policy, limits: { time: limitMs } });

function part({ name, source, bytes, limitMs, cut }) {
  let cell;
  let step;
  if (bytes === undefined) {
    cell = Cell.create({ ...options(limitMs), argv: [name] });
    step = cell.start(source, { filename: name, ...(cut === null ? {} : { fuel: cut }) });
  } else {
    cell = Cell.restore(bytes, options(limitMs));
    // It stands in the middle of the program: the slice says where it stops next.
    step = cell.step.resume(undefined, { fuel: cut ?? Number.MAX_SAFE_INTEGER });
  }
  if (!step.done) return { bytes: cell.snapshot() };
  const ran = step.result;
  const end = ran.status === 'limit' ? null : cell.finishSync();
  const { status, error } = ran;
  const text = (stream) => ran[stream] + (end?.[stream] ?? '');
  return {
    report: {
      status,
      stdout: text('stdout'),
      stderr: text('stderr'),
      error: error?.message ?? null,
      fuel: cell.usage.fuel,
    },
  };
}

process.on('message', (request) => {
  let answer;
  try {
    answer = part(request);
  } catch (bug) {
    answer = { died: `a bug of rexec's\n${bug?.stack ?? bug}` };
  }
  process.send(answer);
});
