/** Packages without `__init__.py` (PEP 420) in the folders of a cell. */
import { expect, test } from 'vitest';
import { Cell } from '../src/index.js';

test('the second one is found as the first was', () => {
  const cell = Cell.create({ policy: { extends: 'pure', files: { mounts: [{ at: '/tmp', memory: '1 MB' }] } } });
  const { stdout, stderr } = cell.runSync(`
import importlib.machinery, os, sys
sys.path.insert(0, '/tmp')
for name in ('first_space', 'second_space'):
    os.makedirs(f'/tmp/{name}/inner')
    with open(f'/tmp/{name}/inner/module.py', 'w') as f: f.write('value = __name__')
import first_space.inner.module, second_space.inner.module
for module in (first_space, second_space, first_space.inner):
    print(type(module.__spec__.loader).__name__, list(module.__path__))
print(first_space.inner.module.value, second_space.inner.module.value)
loader = importlib.machinery.SourceFileLoader('m', '/tmp/first_space/inner/module.py')
print(loader.get_source('m'), loader.get_source('m'))
`);
  expect(stderr).toBe('');
  expect(stdout).toBe(
    "NamespaceLoader ['/tmp/first_space']\nNamespaceLoader ['/tmp/second_space']\nNamespaceLoader ['/tmp/first_space/inner']\n" +
      'first_space.inner.module second_space.inner.module\nvalue = __name__ value = __name__\n',
  );
});
