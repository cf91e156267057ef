import { hash } from 'node:crypto';
import { type Command, formatDecimal } from '../../domain/index.ts';

/** Hash of the commands that answered one entry: what replay compares. Stable across processes and machines. */
export function hashCommands(commands: readonly Command[]): string {
  return hash('sha256', renderCommands(commands)).slice(0, 32);
}

/** One line per command, every field in the order of its name; decimals as plain digits. */
function renderCommands(commands: readonly Command[]): string {
  return commands.map(render).join('\n');
}

/**
 * JSON with sorted keys, by hand: recovery does this for every answer in the journal. Commands hold texts, numbers and
 * amounts, and objects of these.
 */
function render(value: unknown): string {
  if (typeof value === 'bigint') return `"${formatDecimal(value)}"`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${render(field)}`;
  }
  return `{${text}}`;
}
