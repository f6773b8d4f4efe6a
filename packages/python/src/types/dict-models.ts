/**
 * Many dicts with the same str keys in the same order, as records in JSON and pickles are: they share the keys and their
 * index until one changes (`PyDict.lender`). A model is a dict that nobody else has.
 */
import { newDict } from '../objects/builtin-types.js';
import type { PyDict } from '../objects/dict.js';
import type { PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

/** How many models there are at most, and how many keys each has. */
const MODELS = 64;
const MODEL_KEYS = 64;

export class DictModels {
  /** By their first key. */
  private readonly models = new Map<string, PyDict>();

  /** The model with these keys; keys and values stand in turn from `from` on. */
  find(items: readonly PyValue[], from: number): PyDict | undefined {
    const first = items[from];
    const model = typeof first === 'string' ? this.models.get(first) : undefined;
    if (model === undefined) return undefined;
    const { keys } = model;
    if (keys.length * 2 !== items.length - from) return undefined;
    for (let i = 0, at = from; at < items.length; i++, at += 2) if (items[at] !== keys[i]) return undefined;
    return model;
  }

  /** Keeps the keys of a dict that has no others than strs; long ones are not for sharing. */
  remember(d: PyDict): void {
    const first = d.keys[0] as string;
    const { models } = this;
    if (d.side !== null || d.size > MODEL_KEYS || (models.size >= MODELS && !models.has(first))) return;
    const model = newDict();
    for (const key of d.keys) model.setStr(key as string, null);
    models.set(first, model);
  }

  /** Puts the entries into an empty dict where all keys are strs, and answers whether it did. */
  fill(vm: VM, d: PyDict, items: readonly PyValue[], from: number): boolean {
    const model = this.find(items, from);
    if (model !== undefined) {
      vm.alloc((items.length - from) * 4);
      d.borrow(model);
      for (let i = 0, at = from + 1; at < items.length; i++, at += 2) d.vals[i] = items[at]!;
      return true;
    }
    for (let at = from; at < items.length; at += 2) if (typeof items[at] !== 'string') return false;
    vm.alloc((items.length - from) * 30);
    for (let at = from; at < items.length; at += 2) d.setStr(items[at] as string, items[at + 1]!);
    this.remember(d);
    return true;
  }
}
