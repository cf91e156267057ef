import { OutputFailure, type OutputFiles } from '../ports/index.ts';
import { writeAtomically } from './files/index.ts';

/** Whoever reads the file sees the whole of it or what was there before. */
export function writeOutput(path: string, contents: string | AsyncIterable<string>): Promise<void> {
  return writeAtomically(path, (file) => file.writeFile(contents));
}

/** Files on this machine's disks. */
export const outputFiles: OutputFiles = {
  write: async (path, contents) => {
    try {
      await writeOutput(path, contents);
    } catch (error) {
      throw error instanceof Error && 'syscall' in error ? new OutputFailure(path, error) : error;
    }
  },
};
