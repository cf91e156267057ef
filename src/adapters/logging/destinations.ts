/** Where lines end: the terminal or a pipe, and a file. */
import { join } from 'node:path';
import { prettyFactory } from 'pino-pretty';
import { visibleText } from '../../domain/text.ts';
import { openToAppend } from '../files/index.ts';
import { type LineWriter, bufferedWriter } from './buffered-writer.ts';

/** Standard output: JSON for machines, text for people. */
export function outputWriter(format: 'json' | 'pretty'): LineWriter {
  const writer = bufferedWriter(1);
  return format === 'json' ? writer : prettyWriter(writer);
}

export interface FileWriter extends LineWriter {
  /** Opens the file of that name anew, after somebody has moved the old one away. Throws when it cannot be opened. */
  reopen(): void;
}

/** `crypto-ai-bot.log` in the folder. Throws when it cannot be opened. */
export function fileWriter(directory: string): FileWriter {
  const path = join(directory, 'crypto-ai-bot.log');
  let writer = bufferedWriter(openToAppend(path));
  return {
    write: (line) => writer.write(line),
    flush: () => writer.flush(),
    reopen: () => {
      const next = bufferedWriter(openToAppend(path));
      writer.close();
      writer = next;
    },
  };
}

/** Turns lines of JSON into text for people. */
export function prettyWriter(target: LineWriter, colorize = true): LineWriter {
  const toText = prettyFactory({ colorize, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  return {
    // Names of fields come last; of what is left, only colors are wanted.
    write: (line) => target.write(visibleText(toText(JSON.parse(line, visible)), '\n\x1b')),
    flush: () => target.flush(),
  };
}

/** A terminal obeys control characters: text from a venue must not move the cursor or write lines of its own. */
function visible(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return visibleText(value, name === 'stack' ? '\n' : '');
}
