/** collections.defaultdict and collections.OrderedDict: dicts with one thing more. */
import { PyDict } from './dict.js';
import type { PyValue } from './object.js';

export class PyDefaultDict extends PyDict {
  factory: PyValue = null;
}

/** Entries before `first` (of the numbering `firstEpoch`) are holes: popitem(last=False) in a loop is linear. */
export class PyOrderedDict extends PyDict {
  first = 0;
  firstEpoch = 0;

  /** The first live entry; there is one. */
  firstEntry(): number {
    if (this.firstEpoch !== this.epoch) {
      this.first = 0;
      this.firstEpoch = this.epoch;
    }
    while (this.keys[this.first] === undefined) this.first++;
    return this.first;
  }
}
