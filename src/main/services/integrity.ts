import { type Examination, acceptDatabase, examineDatabase, headsOf, remedyFor } from '../../adapters/storage/index.ts';
import type { CommandResult, ExaminedDatabase, IntegrityService } from '../../delivery/cli/index.ts';
import { type Result, err, ok } from '../../domain/index.ts';
import type { StorageFailure } from '../../ports/index.ts';
import { databasePathOr } from '../parts/load-command-settings.ts';
import { stateFolder } from '../process/index.ts';
import { storageProblem } from '../parts/storage-problem.ts';

export const integrityService: IntegrityService = {
  examine: async (path) => {
    const chosen = databasePathOr(path);
    if (!chosen.ok) return chosen;
    const examined = examine(chosen.value);
    if (!examined.ok) return err(storageProblem(examined.error));
    return examined.value.damage.length === 0 ? ok(shown(examined.value)) : refused(examined.value);
  },
  accept: async (path, timeMs) => {
    const chosen = databasePathOr(path);
    if (!chosen.ok) return chosen;
    const file = chosen.value;
    const examined = examine(file);
    if (!examined.ok && examined.error.code !== 'mismatch') return err(storageProblem(examined.error));
    const own = examined.ok ? examined.value.damage.filter(({ part }) => part !== 'archive') : [];
    if (examined.ok && own.length === 0) {
      // Files that are missing stay missing, whatever is accepted.
      const isWhole = examined.value.damage.length === 0;
      return isWhole ? ok({ ...shown(examined.value), accepted: [] }) : refused(examined.value);
    }
    const lines = examined.ok ? own.map(({ message }) => message) : [examined.error.message];
    const accepted = await acceptDatabase(file, headsOf(file, stateFolder()), { reason: lines.join('; '), timeMs });
    if (!accepted.ok) return err(storageProblem(accepted.error));
    if (accepted.value === 'forgotten') {
      return ok({ path: file, uuid: undefined, entries: 0, auditEntries: 0, rows: 0, accepted: [FORGOTTEN] });
    }
    return again(file, lines);
  },
};

function refused({ path, damage }: Examination): CommandResult<ExaminedDatabase> {
  const problems = damage.map(({ part, message }) => `${part}: ${message}`);
  return err({ kind: 'settings', problems, next: remedyFor(path, damage) });
}

const FORGOTTEN = 'the run is gone and forgotten, the next cab run begins a new one';

function again(file: string, accepted: readonly string[]): CommandResult<ExaminedDatabase> {
  const examined = examine(file);
  return examined.ok ? ok({ ...shown(examined.value), accepted }) : err(storageProblem(examined.error));
}

function examine(path: string): Result<Examination, StorageFailure> {
  const steps = examineDatabase(path, headsOf(path, stateFolder()), { includesPages: true, archives: 'entries' });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function shown({ path, uuid, entries, auditEntries, rows }: Examination): ExaminedDatabase {
  return { path, uuid, entries, auditEntries, rows };
}
