/**
 * What a policy is asked, and what it answers. An operation is made of exact primitives by the supervisor (law 10); a
 * decision names the rule and the line of the document that made it, so that a program's author can be told why.
 */

/** What is done to a file or a folder. Each is allowed or not by the mount's access and the globs. */
export type FileAccess = 'read' | 'write' | 'create' | 'delete' | 'list' | 'stat' | 'change';

export type Operation =
  /** `import NAME`. */
  | { readonly kind: 'import'; readonly name: string }
  /** Path as the cell sees it: absolute, normal, without `.` and `..`. */
  | { readonly kind: 'file'; readonly access: FileAccess; readonly path: string }
  /** A connection or datagram; `address` is what the name was resolved to, where it is known already. */
  | {
      readonly kind: 'connect';
      readonly scheme: 'tcp' | 'udp';
      readonly host: string;
      readonly address?: string;
      readonly port: number;
    }
  /** A name looked up. */
  | { readonly kind: 'resolve'; readonly host: string }
  /** A request over http or https. */
  | { readonly kind: 'request'; readonly method: string; readonly url: string; readonly address?: string }
  /** A class or function that a pickle names, with its module: `collections.OrderedDict`. */
  | { readonly kind: 'unpickle'; readonly name: string }
  /** A cell made inside the cell. */
  | { readonly kind: 'cell' }
  /** Reading a line of standard input. */
  | { readonly kind: 'input' };

export interface Decision {
  readonly action: 'allow' | 'ask' | 'deny';
  /** The rule as the document spells it: `files.mounts[1]`, `network.allow "tcp://*:80"`, `modules (default)`. */
  readonly rule: string;
  /** Where the rule stands: `policy.toml:12`, `preset pure`; '' if nowhere. */
  readonly source: string;
  /** One sentence for the program's author. */
  readonly reason: string;
}
