# from: a cell with cells in it is saved, and goes on as another: numbers and stand-ins of before lead somewhere
# after: more cells, fuel, files or objects than before the snapshot; cells by numbers that were given up
# must: contained
try:
    import Bastion
    import _cells
    import rexec
except ImportError:
    print('no cells under this policy')
else:
    class Account:
        secret = 'of the outer'

        def deposit(self, n):
            return n

    class Greedy(rexec.RExec):
        def make_policy(self):
            return {
                'modules': {'allow': ['*']},
                'files': {'mounts': [{'at': '/', 'outer': '/', 'access': 'write'}]},
                'network': {'allow': ['tcp://*:*']},
                'limits': {'fuel': 'unlimited', 'memory': '2 MB', 'cells': 1000},
            }

    cells = []
    for i in range(12):
        try:
            cell = Greedy()
            cell.add_module('__main__').account = Bastion.Bastion(Account())
            cell.r_exec('x = 1')
            cells.append(cell)
            if i % 3 == 2:
                cells[0].close()
                del cells[0]
        except BaseException as e:
            print(type(e).__name__)
            break
    for cell in cells:
        for code in (
            'account.secret',
            'account._get_("secret")',
            'open("/etc/passwd").read()',
            'open("@CANARY@").read()',
            '__import__("os").environ["CANARY_SECRET"]',
        ):
            try:
                print('ESCAPED', code, cell.r_eval(code))
            except BaseException as e:
                print(type(e).__name__)
        try:
            print(cell.r_eval('account.deposit(x)'))
        except BaseException as e:
            print(type(e).__name__)
    for number in range(20):
        for call in (('cell_resume', number, ('value', 1)), ('cell_run', number, 'names', ('tuple', 0)), ('cell_end', number)):
            try:
                print(_cells.request(*call)[0] if call[0] != 'cell_end' else _cells.request(*call))
            except BaseException as e:
                print(type(e).__name__)
