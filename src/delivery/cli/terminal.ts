/** Where a command writes: results on stdout, everything else on stderr. */
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

export function createTerminal(stdout: Stream, stderr: Stream): Terminal {
  const isInteractive = stdout.isTTY === true;
  const isErrorInteractive = stderr.isTTY === true;
  const { isColorSupported } = picocolors;
  return {
    print: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    isInteractive,
    isErrorInteractive,
    colors: picocolors.createColors(isInteractive && isColorSupported),
    errorColors: picocolors.createColors(isErrorInteractive && isColorSupported),
  };
}

/** One document, readable and complete; numbers that do not exist are left out. */
export function printJson(terminal: Terminal, document: unknown): void {
  terminal.print(`${JSON.stringify(document, undefined, 2)}\n`);
}
