import { defineConfig } from 'vitest/config';

// biome and the tests agree on one rule: a default export only where a tool asks for one.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
