/** Exit statuses of the command. A program's own status (SystemExit) passes through. */
export const EXIT = {
  ok: 0,
  /** An uncaught exception. */
  error: 1,
  /** The command line is wrong, or the input cannot be read. */
  usage: 64,
  /** A limit ended the run. */
  limit: 124,
  /** The uncaught exception is the refusal of an effect. */
  refused: 126,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
