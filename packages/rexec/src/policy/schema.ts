/**
 * The one schema of a policy document. Each field says what it means; the reference (docs/policy.md), the JSON Schema for
 * editors and the type (policy-document.ts) are made from it. Unknown keys are refused. It is loaded when a document is
 * first checked: nothing else imports it.
 */
import * as z from 'zod';
import { isNodeName } from '../language/nodes.js';
import { PROFILE_NAMES } from '../language/profiles.js';
import { DEFINITION_KINDS, LOOP_KINDS } from '../language/rules.js';
import { quote } from './errors.js';
import { pathGlobProblem } from './glob.js';
import { HIDDEN_KINDS, PRESET_NAMES } from './names.js';
import { parseNetworkRule } from './network-rule.js';
import type { PolicyDocument } from './policy-document.js';
import { parseCount, parseDuration, parseSize } from './units.js';

/** A text that a function looks at: it answers what is wrong, or null. */
const text = (problem: (value: string) => string | null) =>
  z.string().check((ctx) => {
    const message = problem(ctx.value);
    if (message !== null) ctx.issues.push({ code: 'custom', message, input: ctx.value });
  });

/** A number, or a text with a unit. */
const measure = (parse: (value: number | string) => number | string, example: string) =>
  z
    .union([z.number(), z.string()])
    .check((ctx) => {
      const parsed = parse(ctx.value);
      if (typeof parsed === 'string') ctx.issues.push({ code: 'custom', message: parsed, input: ctx.value });
    })
    .meta({ examples: [example] });

const size = () => measure(parseSize, '10 MB');
const duration = () => measure(parseDuration, '5 s');
const count = () => measure(parseCount, '1000');

const moduleProblem = (value: string): string | null =>
  /^(\*|[\p{ID_Start}_][\p{ID_Continue}]*)(\.(\*|[\p{ID_Start}_][\p{ID_Continue}]*))*$/u.test(value) &&
  value.length <= 200
    ? null
    : `${quote(value)} is no name of a module; write it like "json", "collections.abc", "email.*" or "*"`;
const classProblem = (value: string): string | null =>
  value === '*' || (moduleProblem(value) === null && value.includes('.'))
    ? null
    : `${quote(value)} is no name of a class with its module; write it like "collections.OrderedDict", "datetime.*" or "*"`;
const wordProblem = (value: string): string | null =>
  /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(value) && value.length <= 200 ? null : `${quote(value)} is no name`;
const variableProblem = (value: string): string | null =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(value) && value !== '__proto__' ? null : `${quote(value)} is no name of a variable`;
const folderProblem = (value: string): string | null => {
  if (!value.startsWith('/')) return `${quote(value)} is no folder of the cell; it begins with '/'`;
  if (value.includes('\0') || value.length > 1000) return 'a path has no NUL and at most 1000 characters';
  return value.split('/').some((s) => s === '.' || s === '..') ? "a folder of the cell has no '.' and '..'" : null;
};
const hostFolderProblem = (value: string): string | null =>
  value === '' || value.includes('\0') ? 'the folder is missing; "." is the folder of the document' : null;
const networkProblem = (value: string): string | null => {
  const rule = parseNetworkRule(value);
  return typeof rule === 'string' ? rule : null;
};
const urlProblem = (value: string): string | null =>
  networkProblem(value) ?? (/^https?:/i.test(value) ? null : 'a URL begins with https:// or http://');
const hiddenProblem = (value: string): string | null => {
  const [kind, name] = value.split('.', 2);
  if ((HIDDEN_KINDS as readonly string[]).includes(kind!) && (name === undefined || wordProblem(name) === null)) {
    if (value.split('.').length <= 2) return null;
  }
  return `${quote(value)} hides nothing; write one of ${HIDDEN_KINDS.join(', ')}, or one attribute like "function.__globals__"`;
};
const momentProblem = (value: string): string | null =>
  /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/i.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? null
    : `${quote(value)} is no moment; write it like "2026-01-01T00:00:00Z"`;
const eventProblem = (value: string): string | null =>
  /^!?[\w.*-]+$/.test(value) && value.length <= 100
    ? null
    : `${quote(value)} is no event; write it like "open", "socket.*", or "!os.stat" to leave one out`;
const nodeProblem = (value: string): string | null =>
  value === '*' || isNodeName(value)
    ? null
    : `${quote(value)} is no class of Python's ast; write it like "While", "Lambda", "AugAssign(Attribute)" or "*"`;
const patternProblem = (value: string): string | null =>
  /^[\p{ID_Continue}.*?()]+$/u.test(value) && value.length <= 200
    ? null
    : `${quote(value)} is no pattern of names; write it like "eval", "_*" or "os.*"`;
const secretProblem = (value: string): string | null =>
  /^[\w.-]{1,200}$/.test(value) ? null : `${quote(value)} is no name of a secret`;
const headerProblem = (value: string): string | null =>
  /^[A-Za-z0-9-]{1,100}$/.test(value) ? null : `${quote(value)} is no name of a header`;
const plainProblem = (value: string): string | null =>
  /[\x00-\x1f\x7f]/.test(value) || value.length > 1000
    ? 'the text has a control character or is longer than 1000'
    : null;

const modules = (doc: string) => z.array(text(moduleProblem)).optional().describe(doc);
const globs = (doc: string) => z.array(text(pathGlobProblem)).optional().describe(doc);
const rules = (doc: string) => z.array(text(networkProblem)).optional().describe(doc);
const number = (doc: string) =>
  z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional()
    .describe(doc);
const plain = (doc: string) => text(plainProblem).optional().describe(doc);

const patterns = (doc: string) => z.array(text(patternProblem)).optional().describe(doc);
const lists = (what: string) =>
  z
    .strictObject({
      allow: patterns(`The only ${what}, in place of those of the profile; absent: as the profile says.`),
      deny: patterns(`Besides those that the profile denies. "*" stands for any characters, "?" for one.`),
    })
    .optional();

const mount = () =>
  z.strictObject({
    at: text(folderProblem).describe('Folder of the cell where it appears.'),
    host: text(hostFolderProblem)
      .optional()
      .describe(
        'Folder of the host, or a wheel (a file .whl, read in place and never written); relative to the folder of the document.',
      ),
    memory: size().optional().describe('A folder in memory of this size instead; empty at first.'),
    outer: text(folderProblem).optional().describe('A folder of the enclosing cell instead (nested cells only).'),
    access: z
      .enum(['read', 'create', 'write', 'overlay'])
      .optional()
      .describe(
        'What may be done below it. "read" (the default): look and read. "create": make new files and folders too, change or delete none that were there. "write": everything. "overlay": everything, but the changes stay in memory. In memory everything may be done unless "read" is said.',
      ),
    quota: size().optional().describe('Bytes that may be written; by default 100 MB.'),
    files: count().optional().describe('Files and folders that may be made; by default 10000.'),
  });

const secret = () =>
  z.strictObject({
    url: text(urlProblem).describe('Requests that get it: a URL pattern as in the rules.'),
    header: text(headerProblem).describe('Header that carries it.'),
    secret: text(secretProblem).describe("Name of the secret in the host's store. The program never sees its value."),
  });

const makeSchema = () =>
  z.strictObject({
    $schema: z.string().optional().describe('Address of the JSON Schema, for editors; means nothing here.'),
    extends: z
      .enum(PRESET_NAMES)
      .optional()
      .describe(
        'Preset that the document changes; by default "none". Lists add to the lists of the preset (names.*, modules.path, pickle.classes and audit.events replace them), other values replace its values, a mount replaces the one at the same place.',
      ),
    builtins: z
      .strictObject({
        deny: z.array(text(wordProblem)).optional().describe('Built-in names that are taken away.'),
      })
      .optional()
      .describe('Built-in names.'),
    modules: z
      .strictObject({
        allow: modules(
          'Modules that may be imported, each with what lies below it; "*" stands for one name, and alone for all.',
        ),
        ask: modules('Modules for whose import a person is asked.'),
        deny: modules('Modules that may not be imported, whatever else is said.'),
        path: z
          .array(text(folderProblem))
          .optional()
          .describe('Folders of the cell where source modules (.py, never compiled files) are looked for.'),
      })
      .optional()
      .describe('What may be imported.'),
    names: z
      .record(text(moduleProblem), z.array(text(wordProblem)))
      .optional()
      .describe('For a module (like sys or os), the only names that it shows. A module that is not here shows all.'),
    pickle: z
      .strictObject({
        classes: z
          .array(text(classProblem))
          .optional()
          .describe(
            'The only classes and functions that pickles may name, each with its module; "*" stands for one name, and alone for all. Data needs no entry. Absent: whatever may be imported; an empty list: data alone.',
          ),
      })
      .optional()
      .describe('What pickles may name.'),
    language: z
      .strictObject({
        profile: z
          .enum(PROFILE_NAMES)
          .optional()
          .describe(
            '"expression": one expression; "config": variables, conditionals, calls; "script": loops and functions too; "restricted": what RestrictedPython lets pass; "full" (the default): all of Python.',
          ),
        nodes: z
          .strictObject({
            allow: z
              .array(text(nodeProblem))
              .optional()
              .describe("Classes of Python's ast that may stand in a source, besides those of the profile."),
            deny: z
              .array(text(nodeProblem))
              .optional()
              .describe('Classes that may not, or one form of a class: "AugAssign(Attribute)", "Constant(Ellipsis)".'),
          })
          .optional()
          .describe('What may be written. Loops, definitions and imports go by the keys below.'),
        names: z
          .strictObject({
            allow: patterns('The only names, in place of those of the profile.'),
            deny: patterns('Names that may not stand in a source, besides those that the profile denies.'),
            reserved: patterns('Names that may be used and not bound.'),
            methods: z
              .array(text(wordProblem))
              .optional()
              .describe('Names of methods that may be defined although a pattern of names.deny fits them.'),
          })
          .optional()
          .describe('Names, by patterns: "*" stands for any characters, "?" for one.'),
        attributes: lists('attributes').describe('Attributes, by patterns.'),
        calls: lists('calls').describe('Calls by the name that is written: "eval", "os.system", "*.format".'),
        imports: lists('modules that a source may import').describe('Imports, each with what lies below it.'),
        loops: z
          .enum(LOOP_KINDS)
          .optional()
          .describe(
            '"none": no loops and no comprehensions; "bounded": over a range, a display or another complete collection; "any".',
          ),
        definitions: z
          .enum(DEFINITION_KINDS)
          .optional()
          .describe('"none", "functions" (lambda too), or "any": classes too.'),
        recursion: z.boolean().optional().describe('Whether functions may call themselves, as far as names show it.'),
        limits: z
          .strictObject({
            statements: count().optional().describe('Statements in a source.'),
            depth: count().optional().describe('Nesting of statements and expressions.'),
            string: count().optional().describe('Length of a text or bytes literal.'),
            digits: count().optional().describe('Decimal digits of an int literal.'),
            collection: count().optional().describe('Elements of a display.'),
          })
          .optional()
          .describe('Sizes of what is written. "unlimited" takes a limit away.'),
      })
      .optional()
      .describe('What of Python a source may use. It is checked before anything runs (docs/language.md).'),
    attributes: z
      .strictObject({
        hide: z
          .array(text(hiddenProblem))
          .optional()
          .describe(
            `Kinds of objects whose inner attributes are hidden (${HIDDEN_KINDS.join(', ')}), or one attribute: "function.__globals__".`,
          ),
      })
      .optional()
      .describe('Attributes hidden from the program.'),
    files: z
      .strictObject({
        cwd: text(folderProblem).optional().describe('Working directory; by default "/".'),
        deny: globs('Paths of the cell that do not open, whatever the mounts say; what lies below them neither.'),
        ask: globs('Paths of the cell for which a person is asked.'),
        mounts: z.array(mount()).optional().describe('The folders that the cell has. There are no others.'),
      })
      .optional()
      .describe('The file system of the cell.'),
    network: z
      .strictObject({
        allow: rules(
          'What may be reached: "tcp://HOST:PORTS", "udp://HOST:PORTS", "dns://NAME", "METHODS https://HOST/PATH". Without methods: GET and HEAD.',
        ),
        ask: rules('What a person is asked for. Without methods: every method.'),
        deny: rules('What may not be reached, whatever else is said. Without methods: every method.'),
        private: z
          .boolean()
          .optional()
          .describe(
            'Whether the rules reach private addresses (loopback, local networks, multicast) that they do not name themselves; by default false.',
          ),
        connections: count().optional().describe('Connections open at one time; by default 10.'),
        bytes: size().optional().describe('Bytes sent and received in all; by default 100 MB.'),
        secrets: z.array(secret()).optional().describe('Secrets that are put into requests on their way out.'),
      })
      .optional()
      .describe('What may be reached over the network.'),
    environment: z
      .record(text(variableProblem), text(plainProblem))
      .optional()
      .describe('The environment variables of the cell: these and no others.'),
    clock: z
      .strictObject({
        mode: z
          .enum(['frozen', 'virtual', 'real'])
          .optional()
          .describe('"real"; "frozen": it stands still; "virtual" (the default): it goes with the fuel that is spent.'),
        at: text(momentProblem)
          .optional()
          .describe('Where a frozen or virtual clock starts; by default 2026-01-01T00:00:00Z.'),
      })
      .optional()
      .describe('What time it is.'),
    entropy: z
      .strictObject({
        mode: z
          .enum(['none', 'seeded', 'real'])
          .optional()
          .describe(
            '"real"; "seeded": the same numbers in each run; "none" (the default): there is no randomness from outside.',
          ),
        seed: z.int().min(0).optional().describe('Seed of a seeded source; by default 0.'),
      })
      .optional()
      .describe('Randomness from outside.'),
    process: z
      .strictObject({
        pid: number('os.getpid(); by default 1.'),
        ppid: number('os.getppid(); by default 0.'),
        uid: number('os.getuid(); by default 65534.'),
        gid: number('os.getgid(); by default 65534.'),
        user: plain('Name of the user; by default "nobody".'),
        host: plain('Name of the machine; by default "cell".'),
        system: plain('os.uname().sysname; by default "rexec".'),
        release: plain('os.uname().release; by default "0".'),
        version: plain('os.uname().version; by default "0".'),
        machine: plain('os.uname().machine; by default "cell".'),
        cpus: number('os.cpu_count(); by default 1.'),
      })
      .optional()
      .describe('What the program is told of the process and the machine. None of it is real.'),
    limits: z
      .strictObject({
        fuel: count().optional().describe('Units of computing; by default 10000000000.'),
        time: duration().optional().describe('Wall time; by default 10 s.'),
        memory: size().optional().describe('Live memory; by default 256 MiB.'),
        recursion: count().optional().describe('Depth of Python calls; by default 100000.'),
        output: size().optional().describe('Characters written to standard output and error; by default 10 MiB.'),
        'open-files': count().optional().describe('Files open at one time; by default 16.'),
        effects: count()
          .optional()
          .describe('Effects attempted in all (a file opened, a name looked up); by default 10000.'),
        cells: count().optional().describe('Cells that the program may make inside its own; by default 0.'),
        readable: z.boolean().optional().describe('Whether the program may read its budget; by default false.'),
      })
      .optional()
      .describe('How much of everything. "unlimited" takes a limit away.'),
    ask: z
      .strictObject({
        wait: duration().optional().describe('How long a question waits; no answer is no. By default 60 s.'),
        remember: z
          .enum(['once', 'session'])
          .optional()
          .describe('The longest that an answer is kept: for this one time, or for the session (the default).'),
        questions: count()
          .optional()
          .describe('Questions after which everything that would be asked is refused; by default 20.'),
      })
      .optional()
      .describe('Questions to a person.'),
    audit: z
      .strictObject({
        events: z
          .array(text(eventProblem))
          .optional()
          .describe(
            'Events that are recorded: names with "*"; "!" before one leaves it out. By default all. An inner cell cannot take away what the outer one records.',
          ),
      })
      .optional()
      .describe('What is recorded.'),
    console: z
      .strictObject({
        input: z
          .enum(['allow', 'ask', 'deny'])
          .optional()
          .describe('Whether the program may read standard input; by default "deny".'),
      })
      .optional()
      .describe('Standard streams.'),
  });

type PolicySchema = ReturnType<typeof makeSchema>;
let made: PolicySchema | undefined;

/** The schema (zod), made when it is first needed. */
export function policySchema(): PolicySchema {
  made ??= makeSchema();
  return made;
}

type Same<A, B> = [A, B] extends [B, A] ? true : never;
/** The written type says what the schema does (`node scripts/make-policy-type.mjs` makes it). */
const _same: Same<z.input<PolicySchema>, PolicyDocument> = true;
