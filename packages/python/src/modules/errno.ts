/** `errno`: names of the numbers of system errors, Linux's. */
import { newDict } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import { indexKey } from '../objects/dict.js';
import type { PyValue } from '../objects/object.js';
import { ERRNO, ERRNO_ALIASES } from '../types/errno-classes.js';

defineModule('errno', {
  values: () => {
    const codes = newDict();
    const out: [string, PyValue][] = [...ERRNO];
    for (const [name, n] of ERRNO) codes.setPlain(indexKey(n), n, name);
    for (const [alias, name] of ERRNO_ALIASES) out.push([alias, ERRNO.get(name)!]);
    out.push(['errorcode', codes]);
    return out;
  },
});
