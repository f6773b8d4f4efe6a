/**
 * `_event_loop`: what asyncio's loop asks of the machine. Which loop runs; the clock; waiting, in one call of the system,
 * for sockets, time and calls of the host; and these calls, which have numbers that the program gives: what is under way is
 * data, and after a restore elsewhere it is begun anew.
 */
import type { Machine } from '../machine/machine.js';
import { jump, threadTime } from '../machine/threads.js';
import { defineIntrinsics, defineModule } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { RuntimeErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyHostReference } from '../objects/host-reference.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PyLock } from '../objects/thread.js';
import type { VM } from '../objects/vm.js';
import { floatOf, intOf } from '../types/coerce.js';
import { answerOfHost, toPlain } from '../types/host-values.js';
import { textOf } from '../types/type-names.js';
import { decimalNow, keepContexts, swapDecimal } from './asyncio/contexts.js';
import { leaveTurn, type Running, runNext, runningLoop } from './asyncio/loops.js';
import { PyDecimalContext } from './decimal/value.js';

const MAX_SOCKETS = 128;
const MAX_NUMBER = 2 ** 31 - 1;

// -- which loop runs -------------------------------------------------------------------------------------------------------

function setRunning(vm: VM, loop: PyValue): null {
  const state = vm.moduleState.get('event-loop') as Running | undefined;
  if (state === undefined) vm.moduleState.set('event-loop', { loop });
  else state.loop = loop;
  return null;
}

function checkedSwap(vm: VM, v: PyValue): PyValue {
  if (v !== null && !(v instanceof PyDecimalContext)) throw typeError('a context of decimal or None is required');
  return swapDecimal(vm, v);
}

// -- waiting ---------------------------------------------------------------------------------------------------------------

/** Exact ints of a list, as the system takes them. */
function numbers(v: PyValue): string {
  if (!(v instanceof PyList)) throw typeError('a list is required');
  if (v.items.length > MAX_SOCKETS) throw valueError('too many file descriptors in select()');
  return v.items.map((n) => String(intOf(n))).join(',');
}

function secondsOf(v: PyValue): number {
  if (v === null) return -1;
  const n = floatOf(v) ?? intOf(v);
  if (n === undefined) throw typeError('a number is required');
  const seconds = Number(n);
  return Number.isNaN(seconds) ? 0 : Math.min(Math.max(seconds, 0), 9e9);
}

function numberOf(v: PyValue): number {
  const n = Number(intOf(v) ?? -1);
  if (!(n >= 0 && n <= MAX_NUMBER)) throw valueError('a small number is required');
  return n;
}

/** Time that passes by itself, so that waiting for it is waiting. */
function isReal(vm: VM): boolean {
  const { clock, system } = vm.powers;
  return system !== undefined && clock !== undefined && clock.sleep === undefined;
}

/** Longest jump of a clock, and how often threads look at the outside, in nanoseconds. */
const LONGEST = 1e18;
const PAUSE = 5e6;

/** A clock that is not real goes forward at once. */
function advance(vm: VM, seconds: PyValue): null {
  const n = secondsOf(seconds);
  if (n > 0) jump(vm as Machine, Math.min(n * 1e9, LONGEST));
  return null;
}

/** Waits for the bell and for the outside, which others may ring or reach meanwhile. */
function waitBeside(vm: VM, bell: PyValue, timeout: PyValue, outside: PyValue): R {
  if (!(bell instanceof PyLock)) throw typeError('a lock is required');
  if (!bell.taken) {
    bell.taken = true;
    return true;
  }
  const seconds = secondsOf(timeout);
  const patient = seconds < 0 ? -1 : seconds * 1e9;
  return outside === true
    ? vm.lib('thread_wait_outside', [bell, patient, PAUSE])
    : vm.lib('thread_wait', [bell, patient]);
}

// -- calls of the host -----------------------------------------------------------------------------------------------------

/** None: the answer comes later. Otherwise a tuple with the value. */
function begin(vm: VM, number: PyValue, fn: PyValue, args: PyValue, kwargs: PyValue): R {
  if (!(fn instanceof PyHostReference && args instanceof PyTuple && kwargs instanceof PyDict)) {
    throw typeError('a function of the host, a tuple and a dict are required');
  }
  const given = [numberOf(number), fn.id, fn.member, toPlain(vm, args), toPlain(vm, kwargs)];
  return vm.system('host_begin', given);
}

/** The value of what `wait` or `begin` said of a call, or its exception. */
function result(vm: VM, said: PyValue): PyValue {
  if (!(said instanceof PyTuple)) throw typeError('a tuple is required');
  const [value, type, message] = said.items;
  if (type === undefined) return answerOfHost(vm, value!);
  const [name, text] = [textOf(type), textOf(message ?? null)];
  if (name === undefined || text === undefined) throw raise(RuntimeErrorType, 'an error in the host');
  return (vm as Machine).answered({ kind: 'refused', type: name, message: text });
}

defineIntrinsics({
  running_loop: ['()', runningLoop],
  thread_count: ['()', (vm: VM) => (vm as Machine).threads.length],
  host_result: ['(said, /)', result],
  /** Whether calling the function of the host now gives something to await. */
  is_awaitable: [
    '(ref, /)',
    (vm: VM, ref: PyHostReference) =>
      ref.awaitable === 'always' || (ref.awaitable === 'in-loop' && runningLoop(vm) !== null),
  ],
});

defineModule('_event_loop', {
  functions: {
    _get_running_loop: ['($module, /)', 'The running event loop, or None.', runningLoop],
    _set_running_loop: ['($module, loop, /)', 'Set the running event loop.', setRunning],
    get_running_loop: [
      '($module, /)',
      'The running event loop; a RuntimeError if there is none.',
      (vm: VM) => {
        const loop = runningLoop(vm);
        if (loop === null) throw raise(RuntimeErrorType, 'no running event loop');
        return loop;
      },
    ],
    get_event_loop: [
      '($module, /)',
      'The running event loop, or that of the policy.',
      (vm: VM): R => runningLoop(vm) ?? vm.lib('event_loop_of_policy', []),
    ],
    now: [
      '($module, /)',
      'Seconds of the monotonic clock; 0.0 where there is none.',
      (vm: VM) => new PyFloat(threadTime(vm as Machine) / 1e9),
    ],
    is_real: ['($module, /)', 'Whether time passes by itself.', isReal],
    advance: ['($module, seconds, /)', 'Let time go forward that does not pass by itself.', advance],
    wait: [
      '($module, reads, writes, pending, timeout, /)',
      'Wait for sockets, calls of the host, and time.',
      (vm: VM, reads: PyValue, writes: PyValue, pending: PyValue, timeout: PyValue): R =>
        vm.system('host_wait', [numbers(reads), numbers(writes), numberOf(pending), secondsOf(timeout)]),
    ],
    wait_beside: [
      '($module, bell, timeout, outside, /)',
      'Wait while other threads go on. True: the bell rang; False: time to look; else the seconds to wait outside in the place of all, or None.',
      waitBeside,
    ],
    begin: ['($module, number, function, args, kwargs, /)', 'Begin a call of the host.', begin],
    abandon: [
      '($module, number, /)',
      'Give up a call of the host.',
      (vm: VM, number: PyValue): R => vm.system('host_abandon', [numberOf(number)]),
    ],
    decimal_now: ['($module, /)', 'The context of decimal that is in use, or None.', decimalNow],
    swap_decimal: ['($module, context, /)', 'Use another context of decimal; the one before.', checkedSwap],
    keep_contexts: [
      '($module, variables, /)',
      'Say where the variables of contextvars are.',
      (vm: VM, variables: PyValue) => {
        if (!(variables instanceof PyDict)) throw typeError('a dict is required');
        keepContexts(vm, variables);
      },
    ],
    run_next: ['($module, turn, /)', "Call the next callback of a loop's turn.", runNext],
    leave_turn: ['($module, turn, /)', 'Leave the context of the callback that ran last.', leaveTurn],
    result: ['($module, said, /)', 'The value of a call of the host, or its exception.', result],
  },
});
