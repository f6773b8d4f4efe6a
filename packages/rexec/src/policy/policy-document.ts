// Made by scripts/make-policy-type.mjs from schema.ts: change that, then run it.

/** A policy as TypeScript: the same shape as the TOML and JSON documents. */
export interface PolicyDocument {
  /** Address of the JSON Schema, for editors; means nothing here. */
  $schema?: string;
  /**
   * Preset that the document changes; by default "none". Lists add to the lists of the preset (names.*, modules.path,
   * pickle.classes and audit.events replace them), other values replace its values, a mount replaces the one at the
   * same place.
   */
  extends?: 'none' | 'pure' | 'rexec' | 'applet' | 'trusted';
  /** Built-in names. */
  builtins?: {
    /** Built-in names that are taken away. */
    deny?: string[];
  };
  /** What may be imported. */
  modules?: {
    /** Modules that may be imported, each with what lies below it; "*" stands for one name, and alone for all. */
    allow?: string[];
    /** Modules for whose import a person is asked. */
    ask?: string[];
    /** Modules that may not be imported, whatever else is said. */
    deny?: string[];
    /** Folders of the cell where source modules (.py, never compiled files) are looked for. */
    path?: string[];
  };
  /** For a module (like sys or os), the only names that it shows. A module that is not here shows all. */
  names?: Record<string, string[]>;
  /** What pickles may name. */
  pickle?: {
    /**
     * The only classes and functions that pickles may name, each with its module; "*" stands for one name, and alone
     * for all. Data needs no entry. Absent: whatever may be imported; an empty list: data alone.
     */
    classes?: string[];
  };
  /** What of Python a source may use. It is checked before anything runs (docs/language.md). */
  language?: {
    /**
     * "expression": one expression; "config": variables, conditionals, calls; "script": loops and functions too;
     * "restricted": what RestrictedPython lets pass; "full" (the default): all of Python.
     */
    profile?: 'expression' | 'config' | 'script' | 'restricted' | 'full';
    /** What may be written. Loops, definitions and imports go by the keys below. */
    nodes?: {
      /** Classes of Python's ast that may stand in a source, besides those of the profile. */
      allow?: string[];
      /** Classes that may not, or one form of a class: "AugAssign(Attribute)", "Constant(Ellipsis)". */
      deny?: string[];
    };
    /** Names, by patterns: "*" stands for any characters, "?" for one. */
    names?: {
      /** The only names, in place of those of the profile. */
      allow?: string[];
      /** Names that may not stand in a source, besides those that the profile denies. */
      deny?: string[];
      /** Names that may be used and not bound. */
      reserved?: string[];
      /** Names of methods that may be defined although a pattern of names.deny fits them. */
      methods?: string[];
    };
    /** Attributes, by patterns. */
    attributes?: {
      /** The only attributes, in place of those of the profile; absent: as the profile says. */
      allow?: string[];
      /** Besides those that the profile denies. "*" stands for any characters, "?" for one. */
      deny?: string[];
    };
    /** Calls by the name that is written: "eval", "os.system", "*.format". */
    calls?: {
      /** The only calls, in place of those of the profile; absent: as the profile says. */
      allow?: string[];
      /** Besides those that the profile denies. "*" stands for any characters, "?" for one. */
      deny?: string[];
    };
    /** Imports, each with what lies below it. */
    imports?: {
      /** The only modules that a source may import, in place of those of the profile; absent: as the profile says. */
      allow?: string[];
      /** Besides those that the profile denies. "*" stands for any characters, "?" for one. */
      deny?: string[];
    };
    /**
     * "none": no loops and no comprehensions; "bounded": over a range, a display or another complete collection; "any".
     */
    loops?: 'none' | 'bounded' | 'any';
    /** "none", "functions" (lambda too), or "any": classes too. */
    definitions?: 'none' | 'functions' | 'any';
    /** Whether functions may call themselves, as far as names show it. */
    recursion?: boolean;
    /** Sizes of what is written. "unlimited" takes a limit away. */
    limits?: {
      /** Statements in a source. */
      statements?: number | string;
      /** Nesting of statements and expressions. */
      depth?: number | string;
      /** Length of a text or bytes literal. */
      string?: number | string;
      /** Decimal digits of an int literal. */
      digits?: number | string;
      /** Elements of a display. */
      collection?: number | string;
    };
  };
  /** Attributes hidden from the program. */
  attributes?: {
    /**
     * Kinds of objects whose inner attributes are hidden (function, method, class, instance, module, frame, traceback,
     * generator, code), or one attribute: "function.__globals__".
     */
    hide?: string[];
  };
  /** The file system of the cell. */
  files?: {
    /** Working directory; by default "/". */
    cwd?: string;
    /** Paths of the cell that do not open, whatever the mounts say; what lies below them neither. */
    deny?: string[];
    /** Paths of the cell for which a person is asked. */
    ask?: string[];
    /** The folders that the cell has. There are no others. */
    mounts?: {
      /** Folder of the cell where it appears. */
      at: string;
      /**
       * Folder of the host, or a wheel (a file .whl, read in place and never written); relative to the folder of the
       * document.
       */
      host?: string;
      /** A folder in memory of this size instead; empty at first. */
      memory?: number | string;
      /** A folder of the enclosing cell instead (nested cells only). */
      outer?: string;
      /**
       * What may be done below it. "read" (the default): look and read. "create": make new files and folders too,
       * change or delete none that were there. "write": everything. "overlay": everything, but the changes stay in
       * memory. In memory everything may be done unless "read" is said.
       */
      access?: 'read' | 'create' | 'write' | 'overlay';
      /** Bytes that may be written; by default 100 MB. */
      quota?: number | string;
      /** Files and folders that may be made; by default 10000. */
      files?: number | string;
    }[];
  };
  /** What may be reached over the network. */
  network?: {
    /**
     * What may be reached: "tcp://HOST:PORTS", "udp://HOST:PORTS", "dns://NAME", "METHODS https://HOST/PATH". Without
     * methods: GET and HEAD.
     */
    allow?: string[];
    /** What a person is asked for. Without methods: every method. */
    ask?: string[];
    /** What may not be reached, whatever else is said. Without methods: every method. */
    deny?: string[];
    /**
     * Whether the rules reach private addresses (loopback, local networks, multicast) that they do not name themselves;
     * by default false.
     */
    private?: boolean;
    /** Connections open at one time; by default 10. */
    connections?: number | string;
    /** Bytes sent and received in all; by default 100 MB. */
    bytes?: number | string;
    /** Secrets that are put into requests on their way out. */
    secrets?: {
      /** Requests that get it: a URL pattern as in the rules. */
      url: string;
      /** Header that carries it. */
      header: string;
      /** Name of the secret in the host's store. The program never sees its value. */
      secret: string;
    }[];
  };
  /** The environment variables of the cell: these and no others. */
  environment?: Record<string, string>;
  /** What time it is. */
  clock?: {
    /** "real"; "frozen": it stands still; "virtual" (the default): it goes with the fuel that is spent. */
    mode?: 'frozen' | 'virtual' | 'real';
    /** Where a frozen or virtual clock starts; by default 2026-01-01T00:00:00Z. */
    at?: string;
  };
  /** Randomness from outside. */
  entropy?: {
    /** "real"; "seeded": the same numbers in each run; "none" (the default): there is no randomness from outside. */
    mode?: 'none' | 'seeded' | 'real';
    /** Seed of a seeded source; by default 0. */
    seed?: number;
  };
  /** What the program is told of the process and the machine. None of it is real. */
  process?: {
    /** os.getpid(); by default 1. */
    pid?: number;
    /** os.getppid(); by default 0. */
    ppid?: number;
    /** os.getuid(); by default 65534. */
    uid?: number;
    /** os.getgid(); by default 65534. */
    gid?: number;
    /** Name of the user; by default "nobody". */
    user?: string;
    /** Name of the machine; by default "cell". */
    host?: string;
    /** os.uname().sysname; by default "rexec". */
    system?: string;
    /** os.uname().release; by default "0". */
    release?: string;
    /** os.uname().version; by default "0". */
    version?: string;
    /** os.uname().machine; by default "cell". */
    machine?: string;
    /** os.cpu_count(); by default 1. */
    cpus?: number;
  };
  /** How much of everything. "unlimited" takes a limit away. */
  limits?: {
    /** Units of computing; by default 10000000000. */
    fuel?: number | string;
    /** Wall time; by default 10 s. */
    time?: number | string;
    /** Live memory; by default 256 MiB. */
    memory?: number | string;
    /** Depth of Python calls; by default 100000. */
    recursion?: number | string;
    /** Characters written to standard output and error; by default 10 MiB. */
    output?: number | string;
    /** Files open at one time; by default 16. */
    'open-files'?: number | string;
    /** Effects attempted in all (a file opened, a name looked up); by default 10000. */
    effects?: number | string;
    /** Cells that the program may make inside its own; by default 0. */
    cells?: number | string;
    /** Whether the program may read its budget; by default false. */
    readable?: boolean;
  };
  /** Questions to a person. */
  ask?: {
    /** How long a question waits; no answer is no. By default 60 s. */
    wait?: number | string;
    /** The longest that an answer is kept: for this one time, or for the session (the default). */
    remember?: 'once' | 'session';
    /** Questions after which everything that would be asked is refused; by default 20. */
    questions?: number | string;
  };
  /** What is recorded. */
  audit?: {
    /**
     * Events that are recorded: names with "*"; "!" before one leaves it out. By default all. An inner cell cannot take
     * away what the outer one records.
     */
    events?: string[];
  };
  /** Standard streams. */
  console?: {
    /** Whether the program may read standard input; by default "deny". */
    input?: 'allow' | 'ask' | 'deny';
  };
}
