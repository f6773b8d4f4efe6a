/**
 * The program of a cell's process. It has one descriptor: commands of the supervisor come in on it, calls of the system,
 * output and results go out, and nothing else is touched. It answers one command after another until the pipe closes.
 *
 * supervisor: `[start, settings]`, `[run, mode, source, filename]`, `[call, name, args, kwargs]`, `[finish]`,
 * `[command, name, args]`, `[set, name, value]`, `[get, name]`; after a `call`: `[value, v, uncounted]` or
 * `[value, v, [fuel, memory], uncounted]`,
 * `[error, errno, strerror, filename, filename2, uncounted]`, `[refused, message, type, filename, unlisted, uncounted]`,
 * `[limit, limit, message, uncounted]`
 * cell: `[used, fuel, time, memory, output]`, `[limit, name, …]` (answered by a number or null), `[call, name, args, filename, line, fuel]`, `[audit, …]`, `[out, stream, text]`, `[done, result]`, `[got, value]`
 */
import type { Place, Plain, System, SystemAnswer, SystemCall, Usage } from '@rexec/python';
import type { Exchange, Giveable, HostValue } from '../bastion/values.js';
import { Cell } from '../cell/cell.js';
import type { RunOptions } from '../cell/options.js';
import { type CellSettings, clockOf, entropyOf } from '../cell/settings.js';
import { wireToAnswer } from '../system/answer-wire.js';
import { WireError, type WireValue } from '../system/wire.js';
import { wireToData } from '../system/wire-data.js';
import { list, number, resultToWire, text, valueToWire } from './cell-wire.js';
import { BlockingChannel, ChannelClosed } from './channel.js';
import { garbageCollector, realClock, realEntropy } from './powers.js';

const DESCRIPTOR = 3;

/** The system of the cell: every call is a message, and the process stands still until the answer comes. */
class RemoteSystem implements System {
  constructor(private readonly channel: BlockingChannel) {}

  call(call: SystemCall): SystemAnswer {
    const { filename, line, fuel } = call.place;
    this.channel.send(['call', call.name, call.args as WireValue, filename, line, fuel]);
    const [uncounted, ...parts] = list(this.channel.receive());
    this.channel.uncounted += number(uncounted!);
    return wireToAnswer(parts);
  }

  audit(event: string, args: readonly Plain[], place: Place): void {
    this.channel.send(['audit', event, args as WireValue, place.filename, place.line, place.fuel]);
  }
}

function cellOf(settings: CellSettings, channel: BlockingChannel): Cell {
  let made: Cell | undefined;
  const { power: clock } = clockOf(settings.clock, realClock, () => made?.usage.fuel ?? 0);
  const { power: entropy } = entropyOf(settings.entropy, realEntropy);
  const system = new RemoteSystem(channel);
  made = Cell.create({
    limits: settings.limits,
    ...(settings.restrictions === undefined ? {} : { restrictions: settings.restrictions }),
    ...(settings.language === undefined ? {} : { language: settings.language }),
    argv: settings.argv,
    deadlineClock: () => performance.now() - channel.uncounted,
    collectGarbage: garbageCollector(),
    collect: false,
    onStdout: (t) => channel.send(['out', 'stdout', t]),
    onStderr: (t) => channel.send(['out', 'stderr', t]),
    exchange: AS_IT_IS,
    interrupted: () => report(channel, made),
    onLimit: (limit, usage) => askForMore(channel, limit, usage),
    powers: {
      system,
      ...(settings.budget === true ? { budget: true } : {}),
      ...(clock === undefined ? {} : { clock }),
      ...(entropy === undefined ? {} : { entropy }),
    },
  });
  return made;
}

/** Milliseconds between two words about what was spent. */
const REPORT = 100;
let reported = 0;

/** Tells the supervisor now and then what the program has spent. */
function report(channel: BlockingChannel, cell: Cell | undefined): false {
  const now = performance.now();
  if (cell === undefined || now - reported < REPORT) return false;
  reported = now;
  channel.send(['used', ...spent(cell.usage)]);
  return false;
}

function askForMore(channel: BlockingChannel, limit: string, usage: Usage): number | undefined {
  channel.send(['limit', limit, ...spent(usage)]);
  const answer = channel.receive();
  return typeof answer === 'number' ? answer : undefined;
}

const spent = (u: Usage): number[] => [u.fuel, u.time, u.memory, u.output];

/** Here values stay what crosses: the supervisor's table knows what they stand for. */
const AS_IT_IS: Exchange = {
  toHost: (plain) => plain as HostValue,
  toCell: (value) => value as Plain,
};

/** Does one command; undefined: there is nothing to say. */
function obey(cell: Cell, command: WireValue, args: readonly WireValue[]): WireValue | undefined {
  switch (command) {
    case 'run': {
      const mode = text(args[0]) as NonNullable<RunOptions['mode']>;
      return ['done', resultToWire(cell.runSync(text(args[1]), { mode, filename: text(args[2]) }))];
    }
    case 'call': {
      return ['done', resultToWire(cell.callSync(text(args[0]), args[1] as Giveable, args[2] as Giveable))];
    }
    case 'command':
      return ['done', resultToWire(cell.commandSync(text(args[0]), args[1] as Giveable))];
    case 'finish':
      return ['done', resultToWire(cell.finishSync())];
    case 'set':
      cell.set(text(args[0]), args[1] as Giveable);
      return undefined;
    case 'get': {
      const value = cell.get(text(args[0]));
      return ['got', value === undefined ? null : valueToWire(value), value !== undefined];
    }
    default:
      throw new WireError('a command of an unknown kind');
  }
}

export function main(): void {
  const channel = new BlockingChannel(DESCRIPTOR);
  let cell: Cell | undefined;
  try {
    for (;;) {
      const [command, ...args] = list(channel.receive());
      if (command === 'start') {
        cell?.dispose();
        cell = cellOf(wireToData(args[0]!) as CellSettings, channel);
        continue;
      }
      if (cell === undefined) throw new WireError('a command before the start');
      const said = obey(cell, command!, args);
      if (said !== undefined) channel.send(said);
    }
  } catch (e) {
    if (!(e instanceof ChannelClosed)) throw e;
  }
}

/** Runs a program without a supervisor, so that V8 has compiled what most programs use when the code cache is made. */
export function warmUp(source: string): void {
  Cell.create().runSync(source);
}
