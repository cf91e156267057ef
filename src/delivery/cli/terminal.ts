/** Where a command writes: results on stdout, everything else on stderr. */
import { visibleJson, visibleText } from '../../domain/text.ts';
import picocolors from 'picocolors';

type Paint = (text: string) => string;

export interface Colors {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

export interface Terminal {
  print(text: string): void;
  error(text: string): void;
  /** Whether a person sees what goes there at once. */
  readonly isInteractive: boolean;
  readonly isErrorInteractive: boolean;
  readonly colors: Colors;
  readonly errorColors: Colors;
}

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** `clean` takes secrets out of a text, and leaves JSON that is JSON. */
export function createTerminal(
  stdout: Stream,
  stderr: Stream,
  clean: (text: string) => string = (text) => text,
): Terminal {
  const isInteractive = stdout.isTTY === true;
  const isErrorInteractive = stderr.isTTY === true;
  const { isColorSupported } = picocolors;
  return {
    print: (text) => void stdout.write(steerless(clean(text), isInteractive)),
    error: (text) => void stderr.write(steerless(clean(text), isErrorInteractive)),
    isInteractive,
    isErrorInteractive,
    colors: picocolors.createColors(isInteractive && isColorSupported),
    errorColors: picocolors.createColors(isErrorInteractive && isColorSupported),
  };
}

const COLOR = new RegExp(String.raw`(\x1b\[\d{1,2}m)`);

/** Whatever a command printed without looking: a terminal obeys our colors, and nothing else. */
function steerless(text: string, hasColors: boolean): string {
  if (visibleText(text, '\n') === text) return text;
  const parts = hasColors ? text.split(COLOR) : [text];
  return parts.map((part) => (hasColors && COLOR.test(part) ? part : visibleText(part, '\n'))).join('');
}

/** One document, readable and complete; numbers that do not exist are left out. */
export function printJson(terminal: Terminal, document: unknown): void {
  terminal.print(`${visibleJson(JSON.stringify(document, undefined, 2))}\n`);
}
