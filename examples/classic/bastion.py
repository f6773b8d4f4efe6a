"""An object is not passed to untrusted code: a bastion is, which lets its methods be called and nothing else."""
import rexec
from Bastion import Bastion


class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount
        return self.balance

    def _audit(self):
        return 'for the bank'


account = Account()
r_env = rexec.RExec()
r_env.add_module('__main__').account = Bastion(account, name='the account')
r_env.r_exec('''
print(account, account.deposit(10))
for attribute in 'balance', '_audit', '__dict__':
    try:
        getattr(account, attribute)
    except AttributeError as e:
        print('AttributeError:', e)
''')
print(account.balance)

#> <Bastion for the account> 10
#> AttributeError: balance
#> AttributeError: _audit
#> AttributeError: __dict__
#> 10
