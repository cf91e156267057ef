import { createHash } from 'node:crypto';
import { type Command, formatDecimal } from '../domain/index.ts';

/** Hash of the commands that answered one entry: what replay compares. Stable across processes and machines. */
export function hashCommands(commands: readonly Command[]): string {
  return createHash('sha256').update(renderCommands(commands)).digest('hex').slice(0, 32);
}

/** One line per command, every field in the order of its name; decimals as plain digits. */
export function renderCommands(commands: readonly Command[]): string {
  return commands.map((command) => JSON.stringify(command, sortedFields)).join('\n');
}

function sortedFields(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return formatDecimal(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
