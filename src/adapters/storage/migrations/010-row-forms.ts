import type { Migration } from './migration.ts';

/** The tables stay as they are, and so do their rows: only a version that reads short forms may add to them from here on. */
export const rowFormsMigration: Migration = { version: 10, name: 'row forms', sql: '' };
