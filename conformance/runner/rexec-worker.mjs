// rexec behind the pool's protocol: { name, source, limitMs } -> what the run gave. A cell for each program.
import { Cell, monotonicMilliseconds, realClock, realEntropy } from 'rexec';

process.on('message', ({ name, source, limitMs }) => {
  const cell = Cell.create({
    argv: [name],
    limits: { time: limitMs },
    deadlineClock: monotonicMilliseconds,
    powers: { clock: realClock, entropy: realEntropy },
    readline: () => '',
  });
  let answer;
  try {
    const { status, stdout, stderr, error, usage } = cell.runProgramSync(source, { filename: name });
    answer = { status, stdout, stderr, error, usage };
  } catch (bug) {
    answer = { died: `a bug of rexec's\n${bug?.stack ?? bug}` };
  }
  process.send(
    JSON.parse(JSON.stringify(answer, (_key, value) => (typeof value === 'bigint' ? String(value) : value))),
  );
});
