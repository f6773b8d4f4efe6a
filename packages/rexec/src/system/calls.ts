/**
 * The one table of system calls: what a cell can ask of its supervisor. Arguments and answers are plain values
 * (`Plain` of @rexec/python): `path` a str as the program gave it (relative to the working directory or absolute),
 * `fd` and `sock` small ints that the broker gave, `stat` a list of
 * [mode, ino, dev, nlink, uid, gid, size, atime_ns, mtime_ns, ctime_ns] (the last three bigint).
 */
export interface CallRow {
  /** CPython's audit event of it; null: none (it works on something that was decided before). */
  readonly event: string | null;
  /** Names of the arguments, in order. */
  readonly args: string;
  /** Shape of the answer. */
  readonly answer: string;
}

export const SYSTEM_CALLS = {
  // import: answers null where the policy allows it and the cell's own modules are meant, else the source that was found.
  import: { event: 'import', args: 'name', answer: 'null | [source, filename, isPackage]' },
  // A source that the policy's language does not allow: the findings, a line each, and the rule of the first.
  compile: { event: 'compile', args: 'filename findings rule', answer: 'refused' },
  // A class or function that a pickle names, where the policy has a list of them.
  unpickle: { event: 'pickle.find_class', args: 'module name', answer: 'null' },
  // files
  open: { event: 'open', args: 'path flags mode', answer: 'fd' },
  read: { event: null, args: 'fd n', answer: 'bytes' },
  write: { event: null, args: 'fd bytes', answer: 'n' },
  lseek: { event: null, args: 'fd offset whence', answer: 'position' },
  ftruncate: { event: null, args: 'fd size', answer: 'null' },
  fstat: { event: null, args: 'fd', answer: 'stat' },
  fsync: { event: null, args: 'fd', answer: 'null' },
  isatty: { event: null, args: 'fd', answer: 'bool' },
  close: { event: null, args: 'fd', answer: 'null' },
  stat: { event: 'os.stat', args: 'path followSymlinks', answer: 'stat' },
  access: { event: 'os.access', args: 'path mode', answer: 'bool' },
  listdir: { event: 'os.listdir', args: 'path', answer: '[name]' },
  // kind: 'file' | 'dir' | 'link' | 'other'
  scandir: { event: 'os.scandir', args: 'path', answer: '[[name, kind]]' },
  readlink: { event: 'os.readlink', args: 'path', answer: 'path' },
  mkdir: { event: 'os.mkdir', args: 'path mode', answer: 'null' },
  rmdir: { event: 'os.rmdir', args: 'path', answer: 'null' },
  unlink: { event: 'os.remove', args: 'path', answer: 'null' },
  rename: { event: 'os.rename', args: 'from to replace', answer: 'null' },
  link: { event: 'os.link', args: 'from to', answer: 'null' },
  symlink: { event: 'os.symlink', args: 'target path', answer: 'null' },
  chmod: { event: 'os.chmod', args: 'path mode', answer: 'null' },
  utime: { event: 'os.utime', args: 'path atime_ns mtime_ns', answer: 'null' },
  truncate: { event: 'os.truncate', args: 'path size', answer: 'null' },
  chdir: { event: 'os.chdir', args: 'path', answer: 'null' },
  getcwd: { event: null, args: '', answer: 'path' },
  // environment and process
  environ: { event: null, args: '', answer: '[[name, value]]' },
  process: {
    event: null,
    args: '',
    answer: '[pid, ppid, uid, gid, user, host, sysname, release, version, machine, cpus]',
  },
  // console and time
  readline: { event: null, args: '', answer: 'str' },
  sleep: { event: 'time.sleep', args: 'ns', answer: 'null' },
  // network: timeout is seconds, -1 for none, 0 for non-blocking; an address is [host, port]. Where the time is over before
  // anything happened the answer is null; `eai` is a code of getaddrinfo (below zero)
  getaddrinfo: {
    event: 'socket.getaddrinfo',
    args: 'host port family type proto flags',
    answer: '[[family, type, proto, canonname, [host, port]]] | eai',
  },
  socket: { event: 'socket.__new__', args: 'family type proto', answer: 'sock' },
  connect: { event: 'socket.connect', args: 'sock host port timeout', answer: 'true | null | eai' },
  send: { event: null, args: 'sock bytes timeout', answer: 'n | null' },
  recv: { event: null, args: 'sock n timeout', answer: 'bytes | null' },
  sendto: { event: 'socket.sendto', args: 'sock bytes host port timeout', answer: 'n | null | eai' },
  recvfrom: { event: null, args: 'sock n timeout', answer: '[bytes, [host, port]] | null' },
  // alpn: names of protocols with commas between; a failure is 'verify' or 'ssl' and its text
  starttls: {
    event: 'rexec.starttls',
    args: 'sock hostname alpn timeout',
    answer: '[version, cipher, bits, alpn, certificate] | [failure, text] | null',
  },
  shutdown: { event: null, args: 'sock how', answer: 'null' },
  getsockname: { event: null, args: 'sock', answer: '[host, port]' },
  getpeername: { event: null, args: 'sock', answer: '[host, port]' },
  // errno of an attempt that nobody waited for; 0: none
  sockerror: { event: null, args: 'sock', answer: 'errno' },
  // which of the sockets can be read from, and which written to: numbers with commas between
  poll: { event: null, args: 'reads writes timeout', answer: '[[sock], [sock]]' },
  sockclose: { event: null, args: 'sock', answer: 'null' },
  // the host's own objects and functions behind bastions (packages/rexec/src/bastion): values are tagged lists
  host_get: { event: 'rexec.get', args: 'ref member', answer: 'value' },
  host_set: { event: 'rexec.set', args: 'ref member value', answer: 'null' },
  host_delete: { event: 'rexec.delete', args: 'ref member', answer: 'null' },
  host_call: { event: 'rexec.call', args: 'ref member value value', answer: 'value' },
  // calls that are under way while the program goes on (asyncio), by numbers that the program gives. host_begin answers null
  // where the answer comes later, false where the function cannot be called so. host_wait tells of finished calls, sockets
  // as poll does, or that the time is over; null: so many calls are not under way here, they are to be begun anew
  host_begin: { event: 'rexec.call', args: 'number ref member value value', answer: '[value] | null | false' },
  host_wait: {
    event: null,
    args: 'reads writes number timeout',
    answer: '[[sock], [sock], [[number, value] | [number, null, type, message]] | null]',
  },
  host_abandon: { event: null, args: 'number', answer: 'null' },
  // cells inside the cell (packages/rexec/src/cell/nested.ts): values are tagged lists, a policy and options are dicts. A
  // step is [done, status, value, stdout, stderr, why], or [call, what, arguments, stdout, stderr]: what the inner cell
  // asks of the outer program, whose answer cell_resume brings
  cell_make: { event: 'rexec.cell', args: 'value value', answer: 'cell' },
  cell_run: { event: null, args: 'cell command value', answer: 'step' },
  cell_resume: { event: null, args: 'cell value', answer: 'step' },
  cell_end: { event: null, args: 'cell', answer: 'null' },
} as const satisfies Record<string, CallRow>;

export type CallName = keyof typeof SYSTEM_CALLS;
