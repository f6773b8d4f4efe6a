// What the host gives to programs that attack the bridge: objects behind bastions, with secrets beside what they show.
import { bastion, HostError, hostFunction } from '../../packages/rexec/src/bastion/bastion.ts';

class Account {
  balance = 10;
  log = ['opened'];
  constructor(secret) {
    this.secret = secret;
    this._hidden = secret;
    this.nested = { secret };
  }
  get view() {
    return this.secret;
  }
  deposit(n) {
    this.balance += Number(n);
    return this.balance;
  }
  partner() {
    return new Account(this.secret);
  }
  _internal() {
    return this.secret;
  }
  fails() {
    throw new Error(`${this.secret} in ${import.meta.url}`);
  }
  says() {
    throw new HostError('KeyError', 'no such key');
  }
  async later(x) {
    await null;
    return x;
  }
  static make() {
    return new Account('static');
  }
}

/** Names of the globals, and what they are. */
export function givenThings(canaries, harms) {
  const { global: secret } = canaries;
  const account = new Account(secret);
  const kindOf = (v) => (v instanceof Map ? 'Map' : Array.isArray(v) ? 'Array' : v === null ? 'null' : typeof v);
  return {
    account: bastion(account, {
      readable: ['balance', 'log'],
      writable: ['balance'],
      callable: ['deposit', 'partner', 'fails', 'says', 'later'],
      results: { partner: { callable: ['deposit'] } },
    }),
    plain: bastion(account),
    echo: hostFunction((...args) => args[0], { name: 'echo' }),
    kinds: hostFunction((...args) => args.map(kindOf), { name: 'kinds', doc: 'What arrives.' }),
    merge: hostFunction(
      (options) => {
        // A host that is not careful: it copies what it was given into an object of its own.
        const target = {};
        if (options instanceof Map) for (const [k, v] of options) if (typeof k === 'string') target[k] = v;
        if (target.isAdmin === true) harms.push('a property was inherited');
        return Object.keys(target).length;
      },
      { name: 'merge' },
    ),
    later: hostFunction(async (x) => x, { name: 'later' }),
    bound: hostFunction((key, fallback) => [key, fallback ?? null], {
      name: 'bound',
      signature: '(key, /, fallback=None)',
    }),
    rated: hostFunction(() => 1, { name: 'rated', rate: { calls: 3, per: 60_000 } }),
    checked: hostFunction((n) => n, {
      name: 'checked',
      check: (args) => (typeof args[0] === 'number' && args[0] < 10 ? undefined : 'a number under 10'),
    }),
  };
}
