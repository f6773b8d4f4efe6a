/**
 * The program of a cell's process. It has one descriptor: commands of the supervisor come in on it, calls of the system,
 * output and results go out, and nothing else is touched. It answers one command after another until the pipe closes.
 *
 * | from the supervisor | |
 * | --- | --- |
 * | `start settings`, `restore settings` and a snapshot's parts, null | makes the cell; `restored spent` or `unsaved why` |
 * | `run fuel mode source filename`, `call fuel name args kwargs`, `command fuel name value`, `finish fuel` | `done result` or `paused kind spent` |
 * | `answer fuel …`, `go fuel` | goes on from a pause, to the same |
 * | `set name value`, `module name members` | |
 * | `get name` | `got value known` |
 * | `snapshot` | `part bytes` …, `saved`, or `unsaved why` |
 *
 * | from the cell, while it runs | answered by |
 * | --- | --- |
 * | `call name args filename line fuel` | uncounted milliseconds and an answer (answer-wire.ts), or `later`: the machine pauses |
 * | `limit name fuel time memory output` | a number, or null |
 * | `clock which`, `entropy n`, where these are remote | a bigint, bytes |
 * | `out stream text`, `audit …`, `used fuel time memory output` | nothing |
 */
import {
  type Clock,
  type Entropy,
  type Place,
  type Plain,
  SnapshotError,
  type System,
  type SystemAnswer,
  type SystemCall,
  type Usage,
} from '@rexec/python';
import type { Exchange, Giveable, HostValue } from '../bastion/values.js';
import { Cell } from '../cell/cell.js';
import type { CellOptions } from '../cell/options.js';
import { type Action, membersOf } from '../cell/recorded.js';
import { type CellSettings, clockOf, entropyOf, loadClocks, saveClocks, withSettings } from '../cell/settings.js';
import type { Step } from '../cell/step.js';
import { wireToAnswer } from '../system/answer-wire.js';
import { countOf, listOf } from '../system/keeping.js';
import { PromisedAnswer } from '../system/later.js';
import { WireError, type WireValue } from '../system/wire.js';
import { wireToData } from '../system/wire-data.js';
import { list, number, text } from '../system/wire-shape.js';
import { resultToWire, valueToWire } from './cell-wire.js';
import { BlockingChannel, ChannelClosed } from './channel.js';
import { garbageCollector, realClock, realEntropy } from './powers.js';

const DESCRIPTOR = 3;

/** The supervisor answers when the machine stands still. */
const NEVER = new PromisedAnswer(new Promise(() => {}));

/** The system of the cell: every call is a message, and the process stands still until the answer comes. */
class RemoteSystem implements System {
  constructor(private readonly channel: BlockingChannel) {}

  call(call: SystemCall): SystemAnswer | PromisedAnswer {
    const { filename, line, fuel } = call.place;
    this.channel.send(['call', call.name, call.args as WireValue, filename, line, fuel]);
    const [uncounted, ...parts] = list(this.channel.receive());
    this.channel.uncounted += number(uncounted!);
    return parts[0] === 'later' ? NEVER : wireToAnswer(parts);
  }

  audit(event: string, args: readonly Plain[], place: Place): void {
    this.channel.send(['audit', event, args as WireValue, place.filename, place.line, place.fuel]);
  }
}

/** The options of a cell whose supervisor is at the other end of the pipe. */
function optionsOf(settings: CellSettings, channel: BlockingChannel, made: () => Cell | undefined): CellOptions {
  const remote = settings.remote === true;
  const clock = clockOf(settings.clock, remote ? remoteClock(channel) : realClock, () => made()?.usage.fuel ?? 0);
  const entropy = entropyOf(settings.entropy, remote ? remoteEntropy(channel) : realEntropy);
  return {
    ...withSettings(settings, new RemoteSystem(channel), clock, entropy),
    deadlineClock: () => performance.now() - channel.uncounted,
    collectGarbage: garbageCollector(),
    collect: false,
    onStdout: (t) => channel.send(['out', 'stdout', t]),
    onStderr: (t) => channel.send(['out', 'stderr', t]),
    exchange: AS_IT_IS,
    interrupted: () => report(channel, made()),
    onLimit: (limit, usage) => askForMore(channel, limit, usage),
    // The rest of its world is the supervisor's.
    world: {
      policy: null,
      again: null,
      save: () => [null, ...saveClocks(clock, entropy)],
      load: (saved) => {
        const [aside, ...clocks] = listOf(saved, 3);
        loadClocks(clocks, clock, entropy);
        return countOf(aside);
      },
    },
  };
}

function remoteClock(channel: BlockingChannel): Clock {
  const read = (which: string) => () => {
    channel.send(['clock', which]);
    return channel.receive() as bigint;
  };
  return { now: read('now'), monotonic: read('monotonic'), processTime: read('processTime') };
}

function remoteEntropy(channel: BlockingChannel): Entropy {
  return {
    bytes: (n) => {
      channel.send(['entropy', n]);
      return channel.receive() as Uint8Array;
    },
  };
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

/** What is said of a run that has ended, or that stands still. */
function said(cell: Cell, step: Step): WireValue {
  return step.done ? ['done', resultToWire(step.result!)] : ['paused', step.kind, ...spent(cell.usage)];
}

const fuelOf = (value: WireValue | undefined): number | null => (value === null ? null : number(value!));

/** Does one command; undefined: there is nothing to say. */
function obey(cell: Cell, command: WireValue, args: readonly WireValue[]): WireValue | undefined {
  switch (command) {
    case 'run':
    case 'call':
    case 'command':
    case 'finish': {
      const [fuel, ...parts] = args;
      return said(cell, cell.again([command, ...parts] as unknown as Action, fuelOf(fuel)));
    }
    case 'answer': {
      const [fuel, ...parts] = args;
      return said(cell, cell.answer(wireToAnswer(parts), fuelOf(fuel)));
    }
    case 'go':
      return said(cell, cell.step!.resume(undefined, args[0] === null ? {} : { fuel: number(args[0]!) }));
    case 'set':
      cell.set(text(args[0]), args[1] as Giveable);
      return undefined;
    case 'module':
      cell.setModule(text(args[0]), membersOf(list(args[1]) as readonly Plain[]));
      return undefined;
    case 'get': {
      const value = cell.get(text(args[0]));
      return ['got', value === undefined ? null : valueToWire(value), value !== undefined];
    }
    default:
      throw new WireError('a command of an unknown kind');
  }
}

/** Bytes of one message of a snapshot. */
const PART = 16 * 2 ** 20;

function sendSnapshot(cell: Cell, channel: BlockingChannel): void {
  let bytes: Uint8Array;
  try {
    bytes = cell.snapshot();
  } catch (e) {
    if (!(e instanceof SnapshotError)) throw e;
    channel.send(['unsaved', e.message]);
    return;
  }
  for (let at = 0; at < bytes.length; at += PART) channel.send(['part', bytes.subarray(at, at + PART)]);
  channel.send(['saved']);
}

/** A cell from the parts of a snapshot that come next. */
function restored(channel: BlockingChannel, options: CellOptions): Cell {
  const parts: Uint8Array[] = [];
  for (;;) {
    const part = channel.receive();
    if (!(part instanceof Uint8Array)) break;
    parts.push(part);
  }
  return Cell.restore(Buffer.concat(parts), options);
}

export function main(): void {
  const channel = new BlockingChannel(DESCRIPTOR);
  let cell: Cell | undefined;
  try {
    for (;;) {
      const [command, ...args] = list(channel.receive());
      if (command === 'start' || command === 'restore') {
        cell?.dispose();
        const options = optionsOf(wireToData(args[0]!) as CellSettings, channel, () => cell);
        if (command === 'start') cell = Cell.create(options);
        else {
          try {
            cell = restored(channel, options);
            channel.send(['restored', ...spent(cell.usage)]);
          } catch (e) {
            if (!(e instanceof SnapshotError)) throw e;
            channel.send(['unsaved', e.message]);
          }
        }
        continue;
      }
      if (cell === undefined) throw new WireError('a command before the start');
      if (command === 'snapshot') sendSnapshot(cell, channel);
      else {
        const word = obey(cell, command!, args);
        if (word !== undefined) channel.send(word);
      }
    }
  } catch (e) {
    if (!(e instanceof ChannelClosed)) throw e;
  }
}

/** Runs a program without a supervisor, so that V8 has compiled what most programs use when the code cache is made. */
export function warmUp(source: string): void {
  Cell.create().runSync(source);
}
