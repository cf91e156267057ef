/** What is mutated and which tests judge it: the one place to change when folders move. */

export interface Room {
  readonly name: string;
  readonly globs: readonly string[];
}

/** The code that guards money. A file belongs to the first room that names it; tests and their parts never do. */
export const ROOMS: readonly Room[] = [
  { name: 'engine', globs: ['src/core/engine/**/*.ts'] },
  { name: 'exits', globs: ['src/core/exits/**/*.ts'] },
  { name: 'risk', globs: ['src/core/risk/**/*.ts'] },
  { name: 'ledger', globs: ['src/domain/ledger/**/*.ts', 'src/domain/orders/order-state.ts'] },
  { name: 'writer', globs: ['src/runtime/writer/**/*.ts'] },
];

/** Only tests use these. */
export const NOT_MUTATED: readonly string[] = ['**/*.test.ts', '**/testing.ts', '**/testing/**'];

/** Tests that run inside one process and end soon; sweeps, child processes and browsers are left out. */
export const TESTS: readonly string[] = [
  'src/core/**/*.test.ts',
  'src/domain/**/*.test.ts',
  'src/runtime/**/*.test.ts',
  'test/engine/**/*.test.ts',
  'test/property/**/*.test.ts',
  'test/golden/**/*.test.ts',
];
