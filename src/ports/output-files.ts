/** Files that a person asked for. */

/** The file cannot be written; the message says so with its name. */
export class OutputFailure extends Error {
  override readonly name = 'OutputFailure';

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

export interface OutputFiles {
  /**
   * Makes the folder as well. Whoever reads the file sees the whole of it or what was there before. Rejects with
   * OutputFailure when the disk refuses, and with whatever `contents` failed with.
   */
  write(path: string, contents: string | AsyncIterable<string>): Promise<void>;
}
