// The modules of CPython's own library that cells can import, as they are in the `pyodide` package: a list, nothing else
// of it is taken. A name ending in `.` is a package.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipMembers } from './zip.mjs';

const ARCHIVE = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/pyodide/python_stdlib.zip');

export const MODULES = (
  '__future__ _ast_unparse _collections_abc _colorize _compat_pickle _markupbase _py_abc _py_warnings ' +
  '_pydatetime _strptime _threading_local _weakrefset abc annotationlib argparse base64 bisect calendar cmd ' +
  'code codecs codeop collections. colorsys configparser contextlib contextvars copy copyreg csv dataclasses ' +
  'datetime difflib doctest email. email._encoded_words email._header_value_parser email._parseaddr email._policybase ' +
  'email.base64mime email.charset email.contentmanager email.encoders email.errors email.feedparser ' +
  'email.generator email.header email.headerregistry email.iterators email.message email.mime. ' +
  'email.mime.application email.mime.base email.mime.multipart email.mime.nonmultipart email.mime.text ' +
  'email.parser email.policy email.quoprimime email.utils encodings. encodings.aliases encodings.ascii ' +
  'encodings.base64_codec encodings.charmap encodings.cp1250 encodings.cp1251 encodings.cp1252 encodings.cp437 ' +
  'encodings.cp850 encodings.hex_codec encodings.idna encodings.iso8859_1 encodings.iso8859_15 ' +
  'encodings.iso8859_2 encodings.koi8_r encodings.latin_1 encodings.mac_roman encodings.punycode ' +
  'encodings.raw_unicode_escape encodings.rot_13 encodings.undefined encodings.unicode_escape encodings.utf_16 ' +
  'encodings.utf_16_be encodings.utf_16_le encodings.utf_32 encodings.utf_32_be encodings.utf_32_le ' +
  'encodings.utf_7 encodings.utf_8 encodings.utf_8_sig enum filecmp fileinput fnmatch fractions functools genericpath getopt ' +
  'gettext glob graphlib hashlib heapq hmac html. html.entities html.parser http. http.client http.cookiejar ' +
  'http.cookies inspect io ipaddress json. json.decoder json.encoder json.scanner keyword locale logging. ' +
  'mimetypes ntpath numbers operator optparse os pathlib. pathlib._local pathlib._os pathlib.types pickle posixpath pprint queue quopri random re. re._casefix ' +
  're._compiler re._constants re._parser reprlib sched secrets selectors shlex shutil socket stat string. ' +
  'string.templatelib stringprep struct tempfile textwrap threading timeit token tokenize tomllib. ' +
  'tomllib._parser tomllib._re tomllib._types traceback typing unittest. unittest._log unittest.case unittest.loader unittest.main unittest.result ' +
  'unittest.runner unittest.signals unittest.suite unittest.util urllib. urllib.error urllib.parse ' +
  'urllib.request urllib.response uuid warnings weakref'
).split(' ');

/**
 * File, text, ours. Where CPython answers with a class written in C, whose texts differ from the Python one's; and where a
 * cell hides the attributes of functions (no signature for the docstring of a dataclass).
 */
const TEXTS = [
  ['dataclasses.py', 'except (TypeError, ValueError):', 'except (TypeError, ValueError, AttributeError):'],
  ['_pydatetime.py', 'cannot compare naive and aware', "can't compare offset-naive and offset-aware"],
  ['_pydatetime.py', 'OverflowError("result out of range")', 'OverflowError("date value out of range")'],
  [
    '_pydatetime.py',
    "return (f'{self.__class__.__name__}'\n                f'(year=",
    "return (f'datetime.{self.__class__.__name__}'\n                f'(year=",
  ],
];

function withTexts(file, source) {
  for (const [where, from, to] of TEXTS) {
    if (where !== file) continue;
    if (!source.includes(from)) throw new Error(`${file}: no ${from}`);
    source = source.replaceAll(from, to);
  }
  return source;
}

/** `[name, file below the library's folder, source, is it a package]` of each module. */
export function standardLibrary(names = MODULES) {
  const members = zipMembers(readFileSync(ARCHIVE));
  return names.map((entry) => {
    const isPackage = entry.endsWith('.');
    const name = isPackage ? entry.slice(0, -1) : entry;
    const file = `${name.replaceAll('.', '/')}${isPackage ? '/__init__' : ''}.py`;
    const member = members.get(file);
    if (member === undefined) throw new Error(`no ${file} in ${ARCHIVE}`);
    return [name, file, withTexts(file, member().toString('utf8')), isPackage];
  });
}
