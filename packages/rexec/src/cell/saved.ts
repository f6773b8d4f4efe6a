/**
 * What a cell keeps in a snapshot besides its machine: where its run stands, what it wrote, which things of the host's it
 * has, the world around it, and its policy. The bytes may be anybody's: whatever is read is checked.
 */
import type { Plain, SystemCall } from '@rexec/python';
import { type OpenSnapshot, SnapshotError, type SnapshotOptions } from '@rexec/python/source';
import type { SavedThing } from '../bastion/handlers.js';
import type { PresetName } from '../policy/names.js';
import { Policy, type ResolvedDocument } from '../policy/policy.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { Refusal } from '../system/supervisor.js';
import { decode, encode, WireError, type WireValue } from '../system/wire.js';
import { amount, bytes, list, text } from '../system/wire-shape.js';
import type { PolicyCellOptions } from './policy-options.js';
import type { Course } from './runner.js';

export interface Saved {
  readonly course: Course | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly refusals: readonly Refusal[];
  readonly asked: SystemCall | null;
  readonly calls: number;
  readonly things: readonly SavedThing[];
  readonly world: Plain;
}

/** What stands around a machine: kept with it, and made again for another. */
export interface WorldState {
  /** null: the policy is kept elsewhere. */
  readonly policy: Policy | null;
  /** Options for another world of the same kind. */
  readonly again: PolicyCellOptions | null;
  /** Whether a module of this name may come from the cell's files; absent where `policy` is null. */
  mayFindSource?(name: string): boolean;
  /** Throws SnapshotError where something cannot be kept. */
  save(): Plain;
  /** Anybody's data: throws SnapshotError. Answers how many bytes of the cell's memory are set aside for others. */
  load(saved: Plain): number;
  // Of a cell in a process, whose inner cells are in others: awaited before `save`, and after `load`.
  gather?(): Promise<void>;
  ready?(): Promise<void>;
}

/** What goes into the snapshot of a machine besides the machine. */
export function sealOf(saved: Saved, policy: Policy | null): SnapshotOptions {
  const digest = policy === null ? {} : { policy: new TextEncoder().encode(policy.digest()) };
  return { ...digest, host: savedToBytes(saved, policy) };
}

function savedToBytes(saved: Saved, policy: Policy | null): Uint8Array {
  const { course, asked } = saved;
  const value: WireValue = [
    policy === null ? null : new TextEncoder().encode(policy.toText()),
    course === null ? null : [course.stage, course.heard, course.slice],
    saved.stdout,
    saved.stderr,
    saved.refusals.map(({ event, detail }) => [event, detail]),
    asked === null
      ? null
      : [asked.name, asked.args as WireValue, asked.place.filename, asked.place.line, asked.place.fuel],
    saved.calls,
    saved.things,
    saved.world as WireValue,
  ];
  // Without the length in front, which is for pipes.
  try {
    return encode(value).subarray(4);
  } catch (e) {
    if (e instanceof WireError) throw new SnapshotError(`the cell cannot be saved: ${e.message}`);
    throw e;
  }
}

const STAGES: readonly string[] = ['program', 'exit', 'traceback', 'message'] satisfies Course['stage'][];
const KINDS: readonly string[] = ['function', 'left', 'bastion', 'lost'] satisfies SavedThing[0][];

/** What a snapshot's own policy was. */
export interface PolicyWords {
  readonly digest: string;
  /** JSON of its document, in UTF-8: read where the digests differ. null: there was none. */
  readonly document: Uint8Array | null;
}

export function readSaved({ host, policy }: OpenSnapshot): { saved: Saved; words: PolicyWords } {
  if (host.length === 0) throw new SnapshotError('the snapshot is of a machine, not of a cell');
  try {
    const [document, ...rest] = list(decode(host, { plain: true }));
    const digest = new TextDecoder().decode(policy);
    return { saved: read(rest), words: { digest, document: document === null ? null : bytes(document) } };
  } catch (e) {
    if (e instanceof WireError) throw malformed();
    throw e;
  }
}

export function malformed(): SnapshotError {
  return new SnapshotError('the snapshot is damaged: what is around the machine is malformed');
}

function read(value: WireValue): Saved {
  const [course, stdout, stderr, refusals, asked, calls, things, world, ...more] = list(value);
  if (more.length > 0 || world === undefined) throw new WireError('');
  return {
    course: course === null ? null : readCourse(list(course, 3)),
    stdout: text(stdout),
    stderr: text(stderr),
    refusals: list(refusals).map((r) => {
      const [event, detail] = list(r, 2);
      return { event: text(event), detail: text(detail) };
    }),
    asked: asked === null ? null : readCall(list(asked, 5)),
    calls: amount(calls),
    things: list(things).map((t) => {
      const [kind, label, name, doc, signature] = list(t, 5);
      if (!KINDS.includes(text(kind))) throw new WireError('');
      return [kind as SavedThing[0], text(label), text(name), doc === null ? null : text(doc), text(signature)];
    }),
    world: world as Plain,
  };
}

function readCourse([stage, heard, slice]: readonly WireValue[]): Course {
  if (!STAGES.includes(text(stage))) throw new WireError('');
  return {
    stage: stage as Course['stage'],
    exception: null,
    heard: text(heard),
    slice: slice === null ? null : Math.max(1, amount(slice)),
  };
}

function readCall([name, args, filename, line, fuel]: readonly WireValue[]): SystemCall {
  return {
    name: text(name),
    args: list(args) as readonly Plain[],
    place: { filename: text(filename), line: amount(line), fuel: amount(fuel) },
  };
}

/** Restoring gives nothing that the cell did not have. */
export function checkPolicy(was: PolicyWords, given: Policy | PolicyDocument | PresetName | null): void {
  if (was.document === null) {
    if (given !== null) throw new SnapshotError('the snapshot is of a cell without a policy: restore it with powers');
    return;
  }
  if (given === null) throw new SnapshotError('the snapshot is of a cell under a policy: give one (option policy)');
  const policy = Policy.from(given);
  if (policy.digest() === was.digest) return;
  let before: Policy;
  try {
    before = Policy.fromResolved(JSON.parse(new TextDecoder().decode(was.document)) as ResolvedDocument);
  } catch {
    throw malformed();
  }
  const wider = policy.widerThan(before);
  if (wider !== null) throw new SnapshotError(`the policy is wider than that of the snapshot: ${wider}`);
}
