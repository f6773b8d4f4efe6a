/** Method resolution order: C3 linearization ("The Python 2.3 Method Resolution Order"). */
import { typeError } from '../objects/exception-types.js';
import type { PyType } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { shortName } from './type-names.js';

/** The mro of a class with these bases, the class first. */
export function linearize(vm: VM, cls: PyType, bases: readonly PyType[]): PyType[] {
  for (let i = 0; i < bases.length; i++) {
    if (bases.indexOf(bases[i]!) !== i) throw typeError(`duplicate base class ${shortName(bases[i]!)}`);
  }
  if (bases.length === 1) {
    vm.charge(bases[0]!.mro.length);
    vm.alloc(bases[0]!.mro.length * 8);
    return [cls, ...bases[0]!.mro];
  }
  const lists: PyType[][] = bases.map((b) => b.mro);
  lists.push(bases.slice());
  const at = new Array<number>(lists.length).fill(0);
  const out: PyType[] = [cls];
  for (;;) {
    let left = false;
    let pick: PyType | undefined;
    for (let i = 0; i < lists.length; i++) {
      const head = lists[i]![at[i]!];
      if (head === undefined) continue;
      left = true;
      if (!inTails(vm, head, lists, at)) {
        pick = head;
        break;
      }
    }
    if (!left) return out;
    if (pick === undefined) throw inconsistent(lists, at);
    vm.alloc(8);
    out.push(pick);
    for (let i = 0; i < lists.length; i++) if (lists[i]![at[i]!] === pick) at[i]!++;
  }
}

function inTails(vm: VM, c: PyType, lists: PyType[][], at: number[]): boolean {
  for (let i = 0; i < lists.length; i++) {
    vm.charge(lists[i]!.length - at[i]!);
    if (lists[i]!.indexOf(c, at[i]! + 1) >= 0) return true;
  }
  return false;
}

function inconsistent(lists: PyType[][], at: number[]) {
  const heads: string[] = [];
  for (let i = 0; i < lists.length; i++) {
    const head = lists[i]![at[i]!];
    if (head !== undefined && !heads.includes(shortName(head))) heads.push(shortName(head));
  }
  return typeError(`Cannot create a consistent method resolution order (MRO) for bases ${heads.join(', ')}`);
}
