import { hash } from 'node:crypto';
import { type Command, formatDecimal } from '../../domain/index.ts';

/** What people read: another wording is no other command. */
const PROSE: ReadonlySet<string> = new Set(['message', 'reason']);
const LENGTH = 30;
/** Of hashes of before, which cover prose as well. */
const LENGTH_WITH_PROSE = 32;

/** Hash of the commands that answered one entry, prose excluded: what replay compares. Equal on every machine. */
export function hashCommands(commands: readonly Command[]): string {
  return hash('sha256', renderCommands(commands, PROSE)).slice(0, LENGTH);
}

/** The same in the form of a recorded hash, so that the two can be compared; `undefined` of no commands. */
export function hashLike(recorded: string | undefined, commands: readonly Command[]): string | undefined {
  if (commands.length === 0) return undefined;
  if (recorded?.length !== LENGTH_WITH_PROSE) return hashCommands(commands);
  return hash('sha256', renderCommands(commands, new Set())).slice(0, LENGTH_WITH_PROSE);
}

/** One line per command, every field in the order of its name; decimals as plain digits. */
function renderCommands(commands: readonly Command[], without: ReadonlySet<string>): string {
  return commands.map((command) => render(command, without)).join('\n');
}

/**
 * JSON with sorted keys, by hand: replay does this for every answer in the journal. Commands hold texts, numbers and
 * amounts, and objects of these.
 */
function render(value: unknown, without: ReadonlySet<string>): string {
  if (typeof value === 'bigint') return `"${formatDecimal(value)}"`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field === undefined || without.has(key)) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${render(field, without)}`;
  }
  return `{${text}}`;
}
