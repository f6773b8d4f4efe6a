// A program that asks the host several things at once, gives up what takes too long, and costs nothing while it waits.
import { Cell, HostError, hostFunction } from 'rexec';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const prices = new Map([
  ['apple', 3],
  ['pear', 4],
  ['plum', 5],
]);

const cell = Cell.create({ policy: 'pure' });
cell.set(
  'price',
  hostFunction(
    async (signal: AbortSignal, name: string) => {
      signal.addEventListener('abort', () => console.log(`host: nobody wants the price of ${name} any more`));
      await sleep(name === 'durian' ? 60_000 : 100);
      const price = prices.get(name);
      if (price === undefined) throw new HostError('KeyError', name);
      return price;
    },
    { name: 'price', doc: 'What a fruit costs.', signature: '(name, /)', signal: true },
  ),
);

const started = performance.now();
const result = await cell.run(`
import asyncio

async def main():
    names = ['apple', 'pear', 'plum', 'stone']
    for name, cost in zip(names, await asyncio.gather(*map(price_of, names))):
        print(f'{name}: {cost}')
    try:
        await asyncio.wait_for(price('durian'), timeout=0.2)
    except TimeoutError:
        print('durian: takes too long')

async def price_of(name):
    try:
        return await price(name)
    except KeyError as error:
        return f'no such fruit ({error})'

asyncio.run(main())
print('in plain code:', price('apple') + price('pear'))
`);
console.log(result.error?.traceback ?? result.stdout);
console.log(`took ${((performance.now() - started) / 1000).toFixed(1)} s`);
cell.dispose();
process.exit();
