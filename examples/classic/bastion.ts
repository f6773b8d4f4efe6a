/** An object is not passed to untrusted code: a bastion is, which lets its methods be called and nothing else. */
import { Bastion, RExec } from 'rexec';

class Account {
  balance = 0;

  deposit(amount: number) {
    this.balance += amount;
    return this.balance;
  }

  _audit() {
    return 'for the bank';
  }
}

const account = new Account();
const r_env = new RExec(null, false, { stdout: (text) => console.log(text.trimEnd()) });
await (await r_env.add_module('__main__')).set('account', Bastion(account, undefined, 'the account'));
await r_env.r_exec(`
print(account, account.deposit(10))
for attribute in 'balance', '_audit', '__dict__':
    try:
        getattr(account, attribute)
    except AttributeError as e:
        print('AttributeError:', e)
`);
console.log(account.balance);
r_env.close();

//> <Bastion for the account> 10
//> AttributeError: balance
//> AttributeError: _audit
//> AttributeError: __dict__
//> 10
