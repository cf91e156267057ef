/** Where lines end: the terminal or a pipe, and a file. Both are buffered, bounded, and never stop the program. */
import { join } from 'node:path';
import pino from 'pino';
import { prettyFactory } from 'pino-pretty';

export interface LineWriter {
  write(line: string): void;
  flush(): void;
}

/** A reader that has stopped reading costs this much memory, then lines. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** Standard output: JSON for machines, text for people. */
export function outputWriter(format: 'json' | 'pretty'): LineWriter {
  const stream = bufferedStream({ dest: 1 });
  return format === 'json' ? stream : prettyWriter(stream);
}

/** `crypto-ai-bot.log` in the folder, which is made if it is missing. */
export function fileWriter(directory: string): LineWriter {
  return bufferedStream({ dest: join(directory, 'crypto-ai-bot.log'), mkdir: true });
}

/** Turns lines of JSON into text for people. */
export function prettyWriter(target: LineWriter, colorize = true): LineWriter {
  const toText = prettyFactory({ colorize, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  return {
    write: (line) => target.write(toText(JSON.parse(line, withoutControls))),
    flush: () => target.flush(),
  };
}

/** A terminal obeys control characters: text from a venue must not move the cursor or write lines of its own. */
function withoutControls(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/\p{Cc}/gu, (control) => (control === '\n' && name === 'stack' ? control : '?'));
}

function bufferedStream(options: { readonly dest: number | string; readonly mkdir?: boolean }): LineWriter {
  const stream = pino.destination({ ...options, sync: false, maxLength: MAX_BUFFERED_BYTES, mode: 0o600 });
  // A full disk or a closed pipe loses lines, never the program.
  stream.on('error', () => undefined);
  return {
    write: (line) => void stream.write(line),
    flush() {
      try {
        stream.flushSync();
      } catch {
        // Not opened yet, or gone: there is nothing left to try.
      }
    },
  };
}
