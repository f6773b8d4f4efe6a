// The modules of CPython's own library that cells can import, as they are in the `pyodide` package: a list, nothing else
// of it is taken. A name ending in `.` is a package.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asyncioSource } from './standard-asyncio.mjs';
import { zipMembers } from './zip.mjs';

const ARCHIVE = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/pyodide/python_stdlib.zip');

export const MODULES = (
  '__future__ __hello__ _ast_unparse _collections_abc _colorize _compat_pickle _datetime _markupbase _py_abc _py_warnings ' +
  '_pyrepl. _pyrepl.pager _sitebuiltins ' +
  '_pydatetime _pyio _strptime _threading_local _weakrefset abc annotationlib argparse base64 bisect calendar cmd ' +
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
  'http.cookies inspect io ipaddress json. json.__main__ json.decoder json.encoder json.scanner keyword locale logging. ' +
  'mimetypes ntpath numbers operator optparse os pathlib. pathlib._local pathlib._os pathlib.types pickle posixpath pprint queue quopri random re. re._casefix ' +
  're._compiler re._constants re._parser reprlib sched secrets selectors shlex shutil socket stat string. ' +
  'string.templatelib stringprep struct tempfile textwrap threading timeit token tokenize tomllib. ' +
  'tomllib._parser tomllib._re tomllib._types traceback typing unittest. unittest.__main__ unittest._log unittest.async_case unittest.case unittest.loader unittest.main unittest.mock unittest.result ' +
  'unittest.runner unittest.signals unittest.suite unittest.util urllib. urllib.error urllib.parse ' +
  'urllib.request urllib.response uuid warnings weakref ' +
  'compression. compression._common. compression._common._streams compression.gzip compression.zlib concurrent. ' +
  'concurrent.futures. concurrent.futures._base concurrent.futures.thread decimal email.mime.audio ' +
  'email.mime.image email.mime.message ftplib getpass gzip http.server imaplib importlib._abc importlib.abc json.tool ' +
  'importlib.metadata. importlib.metadata._adapters importlib.metadata._collections importlib.metadata._functools ' +
  'importlib.metadata._itertools importlib.metadata._meta importlib.metadata._text importlib.readers ' +
  'importlib.resources. importlib.resources._adapters importlib.resources._common importlib.resources._functional ' +
  'importlib.resources._itertools importlib.resources.abc importlib.resources.readers importlib.resources.simple ' +
  'importlib.simple ' +
  'logging.config logging.handlers mailbox netrc nturl2path pickletools pkgutil platform plistlib pydoc ' +
  'poplib pstats pyclbr rlcompleter runpy shelve smtplib socketserver sre_compile sre_constants sre_parse ' +
  'site statistics symtable sysconfig. tabnanny tarfile this trace urllib.robotparser wave wsgiref. wsgiref.handlers ' +
  'wsgiref.headers wsgiref.simple_server wsgiref.types wsgiref.util wsgiref.validate xml. xml.dom. ' +
  'xml.dom.NodeFilter xml.dom.domreg xml.dom.expatbuilder xml.dom.minicompat xml.dom.minidom xml.dom.pulldom ' +
  'xml.dom.xmlbuilder xml.etree. xml.etree.ElementInclude xml.etree.ElementPath xml.etree.ElementTree ' +
  'xml.etree.cElementTree xml.parsers. xml.parsers.expat xml.sax. xml.sax._exceptions xml.sax.expatreader ' +
  'xml.sax.handler xml.sax.saxutils xml.sax.xmlreader xmlrpc. xmlrpc.client xmlrpc.server zipapp zipfile. ' +
  'zipfile._path. zipfile._path.glob zipfile.__main__ zoneinfo. zoneinfo._common zoneinfo._tzpath encodings.cp037 ' +
  'encodings.cp1006 encodings.cp1026 encodings.cp1125 encodings.cp1140 encodings.cp1253 encodings.cp1254 ' +
  'encodings.cp1255 encodings.cp1256 encodings.cp1257 encodings.cp1258 encodings.cp273 encodings.cp424 ' +
  'encodings.cp500 encodings.cp720 encodings.cp737 encodings.cp775 encodings.cp852 encodings.cp855 encodings.cp856 ' +
  'encodings.cp857 encodings.cp858 encodings.cp860 encodings.cp861 encodings.cp862 encodings.cp863 encodings.cp864 ' +
  'encodings.cp865 encodings.cp866 encodings.cp869 encodings.cp874 encodings.cp875 encodings.hp_roman8 ' +
  'encodings.iso8859_10 encodings.iso8859_11 encodings.iso8859_13 encodings.iso8859_14 encodings.iso8859_16 ' +
  'encodings.iso8859_3 encodings.iso8859_4 encodings.iso8859_5 encodings.iso8859_6 encodings.iso8859_7 ' +
  'encodings.iso8859_8 encodings.iso8859_9 encodings.koi8_t encodings.koi8_u encodings.kz1048 encodings.mac_arabic ' +
  'encodings.mac_croatian encodings.mac_cyrillic encodings.mac_farsi encodings.mac_greek encodings.mac_iceland ' +
  'encodings.mac_latin2 encodings.mac_romanian encodings.mac_turkish encodings.palmos encodings.ptcp154 ' +
  'encodings.quopri_codec encodings.tis_620 encodings.uu_codec encodings.zlib_codec ' +
  'asyncio. asyncio.base_events asyncio.base_futures asyncio.base_subprocess asyncio.base_tasks asyncio.constants ' +
  'asyncio.coroutines asyncio.events asyncio.exceptions asyncio.format_helpers asyncio.futures asyncio.graph ' +
  'asyncio.locks asyncio.log asyncio.mixins asyncio.protocols asyncio.queues asyncio.runners ' +
  'asyncio.selector_events asyncio.sslproto asyncio.staggered asyncio.streams asyncio.subprocess ' +
  'asyncio.taskgroups asyncio.tasks asyncio.threads asyncio.timeouts asyncio.transports asyncio.trsock'
).split(' ');

/** A stand-in for `import socket` at the head of a module. */
const LATER = "socket = type('_Later', (), {'__getattr__': lambda self, name: getattr(__import__('socket'), name)})()";

/**
 * File, text, ours, which has as many lines: tracebacks show CPython's. Where CPython answers with a class written in C, whose texts differ from the Python one's; and where a
 * cell hides the attributes of functions (no signature for the docstring of a dataclass).
 */
const TEXTS = [
  // Modules that compute do not bring the network's with them: those are imported where they are used.
  ['logging/handlers.py', '\nimport socket\n', `\n${LATER}\n`],
  ['mailbox.py', '\nimport socket\n', `\n${LATER}\n`],
  ['logging/config.py', 'from socketserver import ThreadingTCPServer, StreamRequestHandler\n', '\n'],
  [
    'logging/config.py',
    '\n    class ConfigStreamHandler(StreamRequestHandler):',
    '    from socketserver import ThreadingTCPServer, StreamRequestHandler\n    class ConfigStreamHandler(StreamRequestHandler):',
  ],
  ['xml/sax/saxutils.py', 'import os, urllib.parse, urllib.request', 'import os, urllib.parse'],
  ['xml/sax/saxutils.py', 'f = urllib.request.urlopen(', "f = __import__('urllib.request').request.urlopen("],
  [
    'xml/etree/ElementTree.py',
    'value.lineno, value.offset\n        raise err',
    'value.lineno, value.offset\n        raise err from None',
  ],
  ['pickle.py', 'raise EOFError\n                assert', "raise EOFError('Ran out of input')\n                assert"],
  ['pickle.py', 'dispatch[key[0]](self)', '(dispatch.get(key[0]) or self._refuse(key))(self)'],
  [
    'pickle.py',
    'dispatch[STOP[0]] = load_stop\n\n',
    "dispatch[STOP[0]] = load_stop\n    def _refuse(self, key): raise UnpicklingError(f'invalid load key, {str(key)[1:]}.')\n",
  ],
  ['pickle.py', 'from _pickle import PickleBuffer', 'from _picklebuffer import PickleBuffer'],
  [
    'pickle.py',
    '        __import__(module, level=0)\n        if self.proto >= 4',
    "        __import__('_pickle')._admit_class(module, name); __import__(module, level=0)\n        if self.proto >= 4",
  ],
  ['runpy.py', '% (sys.executable, exc)', "% (sys.executable or 'rexec', exc)"],
  ['dataclasses.py', 'except (TypeError, ValueError):', 'except (TypeError, ValueError, AttributeError):'],
  ['_datetime.py', 'cannot compare naive and aware', "can't compare offset-naive and offset-aware"],
  ['_datetime.py', 'OverflowError("result out of range")', 'OverflowError("date value out of range")'],
  [
    '_datetime.py',
    "return (f'{self.__class__.__name__}'\n                f'(year=",
    "return (f'datetime.{self.__class__.__name__}'\n                f'(year=",
  ],
  // Time zones come from the table of the engine, and from folders that the program names.
  ['zoneinfo/_tzpath.py', 'import sysconfig\n', '\n'],
  ['zoneinfo/_tzpath.py', 'sysconfig.get_config_var("TZPATH")', '""'],
  [
    'zoneinfo/_tzpath.py',
    'from importlib import resources\n\n    valid_zones = set()',
    'import _timezones\n\n    valid_zones = set(_timezones.names())',
  ],
  ['zoneinfo/_tzpath.py', 'zones_file = resources.files("tzdata").joinpath("zones")', 'raise FileNotFoundError'],
  ['zoneinfo/_common.py', 'from importlib import resources\n', 'import _timezones, io; data = _timezones.data(key)\n'],
  [
    'zoneinfo/_common.py',
    '\n    try:\n        path',
    '    if data is not None: return io.BytesIO(data)\n    try:\n        path',
  ],
  [
    'zoneinfo/_common.py',
    'path = resources.files(package_name).joinpath(resource_name)',
    'raise FileNotFoundError(key)',
  ],
  ['zoneinfo/_common.py', 'if "tzdata" not in sys.modules:', 'if False:'],
  // CPython has imported os before any program begins: its own import of this module has to find it whole.
  ['genericpath.py', 'import os\nimport stat\n', '\nimport stat\n'],
  [
    'genericpath.py',
    "'os.path.ALLOW_MISSING'\n    def __reduce__(self):\n        return self.__class__.__name__\n",
    "'os.path.ALLOW_MISSING'\n    def __reduce__(self):\n        return self.__class__.__name__\n\nimport os\n",
  ],
  ['hashlib.py', 'from _hashlib import pbkdf2_hmac', 'from _kdf import pbkdf2_hmac'],
  ['hashlib.py', 'from _hashlib import scrypt', 'from _kdf import scrypt'],
  // IMAP4_stream starts a process: only it needs the module.
  ['imaplib.py', 're, socket, subprocess, sys', 're, socket, sys'],
  ['imaplib.py', 'self.process = subprocess.Popen(', "self.process = __import__('subprocess').Popen("],
  // The database of today in the place of that of Unicode 3.2: what came later counts as assigned.
  ['stringprep.py', 'from unicodedata import ucd_3_2_0 as unicodedata', 'import unicodedata'],
  ['stringprep.py', "assert unicodedata.unidata_version == '3.2.0'\n", '\n'],
  ['encodings/idna.py', 'from unicodedata import ucd_3_2_0 as unicodedata', 'import unicodedata'],
];

/** Modules that CPython has in C: here they are the Python ones once more, with the texts of those in C. */
const COPIES = new Map([['_datetime.py', '_pydatetime.py']]);

const linesIn = (text) => text.split('\n').length;

function withTexts(file, source) {
  for (const [where, from, to] of TEXTS) {
    if (where !== file) continue;
    if (!source.includes(from)) throw new Error(`${file}: no ${from}`);
    if (linesIn(from) !== linesIn(to) && !source.endsWith(from)) throw new Error(`${file}: lines move after ${from}`);
    source = source.replaceAll(from, to);
  }
  return source;
}

/** A text as cells have it. */
function ours(file, source, members) {
  if (!file.startsWith('asyncio/')) return withTexts(file, source);
  const sourceOf = (name) => members.get(`asyncio/${name}.py`)().toString('utf8');
  return asyncioSource(file.slice('asyncio/'.length, -'.py'.length), source, sourceOf);
}

/** `[name, file below the library's folder, source, is it a package]` of each module. */
export function standardLibrary(names = MODULES) {
  const members = zipMembers(readFileSync(ARCHIVE));
  return names.map((entry) => {
    const isPackage = entry.endsWith('.');
    const name = isPackage ? entry.slice(0, -1) : entry;
    const file = `${name.replaceAll('.', '/')}${isPackage ? '/__init__' : ''}.py`;
    const member = members.get(COPIES.get(file) ?? file);
    if (member === undefined) throw new Error(`no ${file} in ${ARCHIVE}`);
    return [name, file, ours(file, member().toString('utf8'), members), isPackage];
  });
}
