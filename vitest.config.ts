import { defineConfig } from 'vitest/config';

// Tests read the packages' TypeScript (the `source` condition): nothing has to be built first.
const conditions = ['source', 'module', 'import', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts', 'packages/*/{src,test}/**/*.test.ts', 'attacks/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // By itself vitest leaves one processor alone, which is half of two.
    maxWorkers: '100%',
    // What hangs is found, and nothing else is timed: machines differ, and are shared.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
