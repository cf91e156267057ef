import { writeFileSync } from 'node:fs';
import { holdsSecret } from './secret-names.ts';

/** What a crash, a process list or a library leaves behind is for the owner alone, and holds no secret. */
export function makePrivate(argv: readonly string[]): void {
  process.umask(0o077);
  try {
    // A core dump would hold every secret there is: none of its memory goes into it.
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // Not on Linux: whether there are core dumps is up to the system.
  }
  const { report } = process;
  report.excludeEnv = true;
  if (!holdsSecret(argv)) return;
  // Shown by process lists instead of the arguments, which a report would quote as well.
  process.title = `cab ${argv[0] ?? ''}`;
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
}
