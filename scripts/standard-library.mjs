// The modules of CPython's own library that cells can import, as they are in the `pyodide` package: a list, nothing else
// of it is taken. A name ending in `.` is a package.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipMembers } from './zip.mjs';

const ARCHIVE = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/pyodide/python_stdlib.zip');

export const MODULES = (
  '__future__ _collections_abc _colorize _py_abc _py_warnings _weakrefset abc annotationlib ' +
  'bisect calendar collections. contextlib contextvars copy copyreg dataclasses datetime _pydatetime _strptime locale base64 decimal difflib enum fnmatch fractions ' +
  'functools getopt graphlib hashlib heapq hmac inspect io keyword linecache numbers operator os posixpath genericpath stat pprint ' +
  'queue random re. re._casefix re._compiler re._constants re._parser reprlib sched secrets statistics string. ' +
  'string.templatelib stringprep textwrap timeit token tokenize traceback typing warnings weakref'
).split(' ');

/** `[name, file below the library's folder, source, is it a package]` of each module. */
export function standardLibrary(names = MODULES) {
  const members = zipMembers(readFileSync(ARCHIVE));
  return names.map((entry) => {
    const isPackage = entry.endsWith('.');
    const name = isPackage ? entry.slice(0, -1) : entry;
    const file = `${name.replaceAll('.', '/')}${isPackage ? '/__init__' : ''}.py`;
    const member = members.get(file);
    if (member === undefined) throw new Error(`no ${file} in ${ARCHIVE}`);
    return [name, file, member().toString('utf8'), isPackage];
  });
}
