/** The commands of `rexec debug`: what a person types, and what is answered. */
import pc from 'picocolors';
import {
  type Breakpoint,
  type DebugEvent,
  type Debugger,
  DebuggerError,
  type FrameView,
  printable,
  type RunResult,
  type VariableView,
} from 'rexec';

type Next = 'quit' | 'restart' | undefined;
type Run = (session: DebugSession, rest: string) => Next | Promise<Next> | Promise<void> | void;

interface Row {
  /** The name, and its short forms. */
  readonly names: readonly string[];
  readonly args: string;
  readonly help: string;
  readonly run: Run;
  /** An empty line does not do it again. */
  readonly once?: boolean;
}

/** What is wrong with a command. */
class CommandError extends Error {}

const ROWS: readonly Row[] = [
  row('break b', '[[file:]line | function] [, condition]', 'stop there; alone: list the breakpoints', (s, rest) =>
    s.breakAt(rest, false),
  ),
  row('tbreak', '[file:]line | function [, condition]', 'stop there once', (s, rest) => s.breakAt(rest, true)),
  row('clear cl', '[number... | [file:]line]', 'remove breakpoints; alone: all', (s, rest) => s.clear(rest)),
  row('condition', 'number [expression]', 'stop there only where it is true; alone: always', (s, rest) =>
    s.condition(rest),
  ),
  row('ignore', 'number [count]', 'pass a breakpoint so many times', (s, rest) => s.ignore(rest)),
  row('enable', 'number...', 'stop there again', (s, rest) => s.enable(rest, true)),
  row('disable', 'number...', 'do not stop there', (s, rest) => s.enable(rest, false)),
  row('catch', 'raised | uncaught | all | none', 'stop where exceptions are raised, or are not handled', (s, rest) =>
    s.catch(rest),
  ),
  row('continue c cont', '', 'go on to the next breakpoint', (s) => s.move(() => s.debug.continue())),
  row('step s', '', 'go on to the next line, wherever it is', (s) => s.move(() => s.debug.stepIn())),
  row('next n', '', 'go on to the next line of this function', (s) => s.move(() => s.debug.stepOver(s.current))),
  row('return r', '', 'go on until this function has returned', (s) => s.move(() => s.debug.stepOut(s.current))),
  row('until unt', '[line]', 'go on to a line below this one, or to that line', (s, rest) => s.until(rest)),
  row('list l', '[first [, last]]', 'show source lines; again: the ones after them; `.`: around this line', (s, rest) =>
    s.list(rest),
  ),
  row('longlist ll', '', 'show the whole file', (s) => s.list('1, 1000000')),
  row('where w bt', '', 'show the frames, the innermost last', (s) => s.where()),
  row('up u', '[count]', 'look at the frame that called this one', (s, rest) => s.select(s.current + countOf(rest))),
  row('down d', '[count]', 'look at the frame that this one called', (s, rest) => s.select(s.current - countOf(rest))),
  row('p', 'expression', 'show its value', (s, rest) => s.print(rest)),
  row('pp', 'expression', 'show its value, over several lines', (s, rest) => s.prettyPrint(rest)),
  row('whatis', 'expression', 'show the class of its value', (s, rest) => s.whatis(rest)),
  row('args a', '', 'show the arguments of this function', (s) => s.variables((v) => v.argument)),
  row('locals', '', 'show the variables of this function; nothing of the program runs for it', (s) =>
    s.variables(() => true),
  ),
  row('globals', '', 'show the variables of this module', (s) => s.globals()),
  row('!', 'statement', 'run it here; so is what is no command', (s, rest) => s.statement(rest)),
  row('restart run', '', 'begin again, with the same breakpoints', () => 'restart', true),
  row('help h ?', '[command]', 'show this', (s, rest) => s.help(rest)),
  row('quit q exit', '', 'leave', () => 'quit', true),
];

function row(names: string, args: string, help: string, run: Run, once = false): Row {
  return { names: names.split(' '), args, help, run, once };
}

/** `n = 1` and `list(x)` are statements, though `n` and `list` are commands; `p(x)` is none. */
function isStatement({ names, args }: Row, rest: string): boolean {
  if (names.includes('!')) return false;
  return /^\s*=[^=]/.test(rest) || (args !== 'expression' && /^(\(|\[|\.\w)/.test(rest));
}

const BY_NAME = new Map(ROWS.flatMap((r) => r.names.map((name) => [name, r] as const)));

function helpLine({ names, args, help }: Row): string {
  const usage = `${names.join(', ')} ${args}`.trim();
  return usage.length > 38 ? `  ${usage}\n  ${' '.repeat(38)}  ${help}` : `  ${usage.padEnd(38)}  ${help}`;
}

export const COMMANDS_HELP = `Commands (an empty line repeats the last one, ;; stands between two):
${ROWS.map(helpLine).join('\n')}

Commands come from standard input: a terminal, or a script. Ctrl-C pauses a running program.

Examples:
  rexec debug prog.py                       stop at its first line
  rexec debug -c 'b 12, n > 3' -c c prog.py   begin with two commands
  printf 'b f\\nc\\nw\\nlocals\\n' | rexec debug prog.py`;

/** Lines that `list` shows. */
const WINDOW = 11;
const LONGEST = 500;

export class DebugSession {
  /** Index of the frame that is looked at. */
  current = 0;
  result: RunResult | null = null;
  private last = '';
  /** The line that `list` goes on with. */
  private listed = 0;

  constructor(
    readonly debug: Debugger,
    private readonly source: string,
    private readonly file: string,
    private readonly write: (text: string) => void,
  ) {}

  async start(): Promise<void> {
    this.debug.breakOn({ uncaught: true });
    this.show(await this.debug.start(this.source, { filename: this.file }));
  }

  /** One line of commands. */
  async command(line: string): Promise<Next> {
    const text = line.trim() === '' ? this.last : line.trim();
    for (const part of text.split(';;')) {
      const next = await this.one(part.trim());
      if (next !== undefined) return next;
    }
    return undefined;
  }

  private async one(text: string): Promise<Next> {
    if (text === '') return undefined;
    const [, word, space, rest] = /^(\?|!|\w*)(\s*)(.*)$/s.exec(text)!;
    const found = BY_NAME.get(word!);
    const command = found === undefined || isStatement(found, space + rest!) ? undefined : found;
    this.last = command?.once === true ? '' : text;
    try {
      const next = await (command === undefined ? this.statement(text) : command.run(this, rest!.trim()));
      return next ?? undefined;
    } catch (e) {
      if (!(e instanceof CommandError || e instanceof DebuggerError || e instanceof RangeError)) throw e;
      this.complain(e.message);
      return undefined;
    }
  }

  private say(text: string): void {
    this.write(`${text}\n`);
  }

  private complain(text: string): void {
    this.say(`${pc.red('***')} ${printable(text, LONGEST)}`);
  }

  // -- motion --------------------------------------------------------------------------------------------------------------

  async move(go: () => Promise<DebugEvent>): Promise<void> {
    if (this.debug.state === 'ended')
      throw new CommandError('the program has ended: restart begins it again, quit leaves');
    this.show(await go());
  }

  async until(rest: string): Promise<void> {
    const line = rest === '' ? this.frame().line + 1 : numberOf(rest, 'a line');
    await this.move(() => this.debug.until(line, this.current));
  }

  private show(event: DebugEvent): void {
    this.current = 0;
    this.listed = 0;
    if (event.kind === 'ended') {
      this.result = event.result;
      this.say(endText(event.result));
      return;
    }
    const { reason, breakpoints, exception } = event;
    for (const b of breakpoints) if (b.temporary) this.say(`Breakpoint ${b.id} is gone`);
    if (exception !== null)
      this.say(pc.yellow(`${exception.text} ${reason === 'uncaught' ? 'that nothing handles' : 'is raised'}`));
    if (reason === 'pause') this.say('Paused');
    this.place(event.frame);
  }

  private place(frame: FrameView): void {
    this.say(`> ${placeOf(frame)}`);
    if (frame.source !== '') this.say(`-> ${printable(frame.source.trim(), LONGEST)}`);
  }

  private frames(): FrameView[] {
    if (this.debug.state !== 'stopped') throw new CommandError('the program has ended: there are no frames');
    return this.debug.frames();
  }

  private frame(): FrameView {
    return this.frames()[this.current]!;
  }

  // -- breakpoints ---------------------------------------------------------------------------------------------------------

  breakAt(rest: string, temporary: boolean): void {
    if (rest === '') {
      this.listBreakpoints();
      return;
    }
    const comma = rest.indexOf(',');
    const where = (comma < 0 ? rest : rest.slice(0, comma)).trim();
    const condition = comma < 0 ? null : rest.slice(comma + 1).trim();
    const made = this.debug.setBreakpoint({ ...this.target(where), condition, temporary });
    this.say(`Breakpoint ${made.id} at ${at(made)}${made.verified ? '' : ' (not there yet)'}`);
  }

  /** `12`, `util.py:12`, `function`, `util.py:function`. */
  private target(where: string): { line: number; file?: string } {
    const colon = where.lastIndexOf(':');
    const [name, what] = colon < 0 ? [undefined, where] : [where.slice(0, colon).trim(), where.slice(colon + 1).trim()];
    const file = name === undefined || name === '' ? {} : { file: name };
    if (/^\d+$/.test(what)) {
      const source = this.debug.source(name ?? this.placeFile());
      const line = Number(what);
      if (source !== undefined && line > source.length) throw new CommandError(`the file has ${source.length} lines`);
      return { line, ...(name === undefined ? { file: this.placeFile() } : file) };
    }
    const line = this.debug.lineOf(what, name);
    if (line === undefined) throw new CommandError(`'${what}' is no line and no function of ${name ?? this.file}`);
    return { line, ...file };
  }

  /** The file that a line alone is of: where one looks. */
  private placeFile(): string {
    return this.debug.state === 'stopped' ? this.frame().file : this.file;
  }

  private listBreakpoints(): void {
    const all = this.debug.breakpoints.all();
    if (all.length === 0) this.say('There are no breakpoints');
    for (const b of all) {
      const more = [
        b.temporary ? 'once' : '',
        b.enabled ? '' : 'disabled',
        b.verified ? '' : 'not there yet',
        b.condition === null ? '' : `if ${printable(b.condition)}`,
        b.ignore > 0 ? `passed ${b.ignore} times more` : '',
        b.hits > 0 ? `hit ${b.hits} times` : '',
      ].filter((text) => text !== '');
      this.say(`${String(b.id).padEnd(4)} ${at(b)}${more.length > 0 ? `  ${more.join(', ')}` : ''}`);
    }
  }

  clear(rest: string): void {
    const { breakpoints } = this.debug;
    if (rest === '') {
      breakpoints.clear();
      this.say('All breakpoints are gone');
      return;
    }
    const gone = /:/.test(rest) ? this.breakpointsAt(rest) : rest.split(/\s+/).map((n) => this.breakpoint(n));
    for (const b of gone) {
      breakpoints.remove(b.id);
      this.say(`Breakpoint ${b.id} at ${at(b)} is gone`);
    }
  }

  private breakpointsAt(where: string): Breakpoint[] {
    const { line, file } = this.target(where);
    const found = this.debug.breakpoints.all().filter((b) => b.line === line && b.file === (file ?? this.file));
    if (found.length === 0) throw new CommandError(`there is no breakpoint at ${where}`);
    return found;
  }

  private breakpoint(word: string): Breakpoint {
    const found = this.debug.breakpoints.get(numberOf(word, 'the number of a breakpoint'));
    if (found === undefined) throw new CommandError(`there is no breakpoint ${word}`);
    return found;
  }

  condition(rest: string): void {
    const [, number, condition] = /^(\S*)\s*(.*)$/s.exec(rest)!;
    const b = this.breakpoint(number!);
    b.condition = condition === '' ? null : condition!;
    this.say(`Breakpoint ${b.id} stops ${b.condition === null ? 'always' : `if ${printable(b.condition)}`}`);
  }

  ignore(rest: string): void {
    const [number = '', count = '0'] = rest.split(/\s+/);
    const b = this.breakpoint(number);
    b.ignore = numberOf(count, 'how many times');
    this.say(`Breakpoint ${b.id} is passed ${b.ignore} times`);
  }

  enable(rest: string, enabled: boolean): void {
    for (const word of rest.split(/\s+/)) this.breakpoint(word).enabled = enabled;
  }

  catch(rest: string): void {
    const kinds = new Map([
      ['raised', { raised: true }],
      ['uncaught', { uncaught: true }],
      ['all', { raised: true, uncaught: true }],
      ['none', {}],
    ]);
    const kind = kinds.get(rest);
    if (kind === undefined) throw new CommandError('catch what: raised, uncaught, all or none');
    this.debug.breakOn(kind);
  }

  // -- looking ---------------------------------------------------------------------------------------------------------------

  list(rest: string): void {
    const frame = this.debug.state === 'stopped' ? this.frame() : null;
    const file = frame?.file ?? this.file;
    const lines = this.debug.source(file);
    if (lines === undefined) throw new CommandError(`the source of ${file} is not known`);
    const here = frame?.line ?? 1;
    const [first, last] = this.range(rest, here);
    if (first > lines.length) throw new CommandError('that is the end of the file');
    const marks = new Set(this.debug.breakpoints.all().flatMap((b) => (b.file === file ? [b.line] : [])));
    for (let n = Math.max(1, first); n <= Math.min(last, lines.length); n++) {
      // The text after the last line end is no line.
      if (n === lines.length && lines[n - 1] === '') break;
      const mark = `${marks.has(n) ? 'B' : ' '}${frame !== null && n === here ? '->' : '  '}`;
      this.say(
        `${String(n).padStart(4)} ${mark} ${printable(lines[n - 1]!.replaceAll('\t', '    '), LONGEST)}`.trimEnd(),
      );
    }
    this.listed = last + 1;
  }

  private range(rest: string, here: number): [number, number] {
    const around = (line: number): [number, number] => {
      const first = Math.max(1, line - (WINDOW >> 1));
      return [first, first + WINDOW - 1];
    };
    if (rest === '') return this.listed > 0 ? [this.listed, this.listed + WINDOW - 1] : around(here);
    if (rest === '.') return around(here);
    const [first, last] = rest.split(',').map((word) => numberOf(word.trim(), 'a line'));
    if (last === undefined) return around(first!);
    return [first!, last < first! ? first! + last : last];
  }

  where(): void {
    const frames = this.frames();
    for (let i = frames.length - 1; i >= 0; i--) {
      const frame = frames[i]!;
      this.say(`${i === this.current ? '> ' : '  '}${placeOf(frame)}`);
      if (frame.source !== '') this.say(`  -> ${printable(frame.source.trim(), LONGEST)}`);
    }
  }

  select(index: number): void {
    const frames = this.frames();
    const end = frames.length - 1;
    if (this.current === (index < 0 ? 0 : end) && (index < 0 || index > end)) {
      throw new CommandError(index < 0 ? 'this is the innermost frame' : 'this is the outermost frame');
    }
    this.current = Math.max(0, Math.min(end, index));
    this.listed = 0;
    this.place(frames[this.current]!);
  }

  variables(wanted: (variable: VariableView) => boolean): void {
    this.frames();
    for (const v of this.debug.locals(this.current)) if (wanted(v)) this.say(`${v.name} = ${v.text}`);
  }

  globals(): void {
    this.frames();
    for (const v of this.debug.globals(this.current)) if (!v.name.startsWith('__')) this.say(`${v.name} = ${v.text}`);
  }

  // -- expressions -----------------------------------------------------------------------------------------------------------

  async print(expression: string): Promise<void> {
    this.needs(expression);
    const { ok, text } = await this.debug.evaluate(expression, { frame: this.current, repr: true });
    if (ok) this.say(text);
    else this.complain(text);
  }

  async prettyPrint(expression: string): Promise<void> {
    this.needs(expression);
    const statement = `__import__('pprint').pprint((${expression}\n))`;
    const { ok, text, type } = await this.debug.evaluate(statement, { frame: this.current, statements: true });
    // A policy may have no such module.
    if (!ok && /^(ImportError|ModuleNotFoundError|PermissionError)$/.test(type)) await this.print(expression);
    else if (!ok) this.complain(text);
  }

  async whatis(expression: string): Promise<void> {
    this.needs(expression);
    const { ok, text, type } = await this.debug.evaluate(expression, { frame: this.current });
    if (ok) this.say(type);
    else this.complain(text);
  }

  async statement(source: string): Promise<void> {
    this.needs(source);
    const { ok, text } = await this.debug.evaluate(source, { frame: this.current, statements: true });
    if (!ok) this.complain(text);
  }

  private needs(source: string): void {
    if (source === '') throw new CommandError('that needs an expression, like: p x');
    this.frames();
  }

  // -- help ------------------------------------------------------------------------------------------------------------------

  help(rest: string): void {
    if (rest === '') {
      this.say(ROWS.map(helpLine).join('\n'));
      return;
    }
    const found = BY_NAME.get(rest);
    if (found === undefined) throw new CommandError(`there is no command '${rest}'`);
    this.say(helpLine(found));
  }
}

function placeOf({ file, line, function: name }: FrameView): string {
  return `${printable(file)}(${line})${printable(name)}${name.startsWith('<') ? '' : '()'}`;
}

function at(b: Breakpoint): string {
  return `${printable(b.file)}:${b.line}`;
}

function endText({ status, error, exitCode }: RunResult): string {
  const again = "'restart' begins it again, 'quit' leaves";
  if (status === 'limit')
    return `The program was ended: ${printable(error!.message)} (limit: ${error!.limit}); ${again}`;
  const how =
    exitCode !== null
      ? ` with status ${exitCode}`
      : status === 'ok'
        ? ''
        : ` with ${printable(error?.type ?? 'an error')}`;
  return `The program has ended${how}; ${again}`;
}

function numberOf(word: string, what: string): number {
  if (!/^\d+$/.test(word)) throw new CommandError(`'${word}' is not ${what}`);
  return Number(word);
}

const countOf = (rest: string): number => (rest === '' ? 1 : numberOf(rest, 'a count'));
