import { MetaTable, openDatabase } from '../../adapters/storage/index.ts';
import type { CommandFailure, CommandResult, RecomputeService } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { StorageFailure } from '../../ports/index.ts';
import type { RecomputeRefusal } from '../../runtime/index.ts';
import { databasePathOr, loadCommandSettings } from '../parts/load-command-settings.ts';
import { describeTradingSettings, readRunRecord } from '../parts/run/run-record.ts';
import { belongsToRun } from '../parts/run/fixed-settings.ts';
import { storageProblem } from '../parts/storage-problem.ts';
import { type RecomputeTask, type Recomputed, recomputeIn } from '../recompute/recompute-task.ts';

/** In this process, which is nobody else's: a bot that writes to the database is not disturbed. */
export const recomputeService: RecomputeService = {
  explain: async (path, asked) => {
    const done = await inDatabase(path, async () => ok({ kind: 'explain', asked }));
    if (!done.ok) return done;
    return done.value.kind === 'explain' ? ok(done.value.told) : err(MIXED_UP);
  },
  compare: async (path, flags) => {
    const done = await inDatabase(path, async (recorded) => {
      const settings = loadCommandSettings({ flags });
      if (!settings.ok) return settings;
      const configured = describeTradingSettings(settings.value);
      const problems = ofAnotherRun(Object.keys(flags), configured, recorded);
      if (problems.length > 0) return err({ kind: 'usage', problems });
      return ok({ kind: 'compare', settings: settingsOf(configured, recorded) });
    });
    if (!done.ok) return done;
    return done.value.kind === 'compare' ? ok(done.value.told) : err(MIXED_UP);
  },
};

type Written = Readonly<Record<string, string>>;

/** What is configured, but for what makes the run what it is: that is the run's. */
function settingsOf(configured: Written, recorded: Written): Written {
  const rest = Object.entries(configured).filter(([key]) => !belongsToRun(key));
  return Object.fromEntries([...rest, ...Object.entries(recorded).filter(([key]) => belongsToRun(key))]);
}

/** What was said for this command alone and would not count. What `cab run` is started with may be repeated. */
function ofAnotherRun(said: readonly string[], configured: Written, recorded: Written): readonly string[] {
  if (Object.keys(recorded).length === 0) return [];
  return said
    .filter((key) => belongsToRun(key) && configured[key] !== recorded[key])
    .map((key) => {
      const [is, was] = [configured[key] ?? 'not set', recorded[key] ?? 'not set'];
      return `${key} is ${is}; the run in this database has ${was}, and is compared with that alone`;
    });
}

async function inDatabase(
  path: string | undefined,
  taskFor: (recorded: Written) => Promise<CommandResult<RecomputeTask>>,
): Promise<CommandResult<Recomputed>> {
  const chosen = databasePathOr(path);
  if (!chosen.ok) return chosen;
  const opened = openDatabase(chosen.value, { readonly: true });
  if (!opened.ok) return err(storageProblem(opened.error));
  try {
    const task = await taskFor(readRunRecord(new MetaTable(opened.value))?.settings ?? {});
    if (!task.ok) return task;
    const done = await recomputeIn(opened.value, task.value);
    return done.ok ? done : err(failureOf(done.error));
  } catch (error) {
    if (error instanceof StorageFailure) return err(storageProblem(error));
    throw error;
  } finally {
    opened.value.close();
  }
}

function failureOf({ code, message }: RecomputeRefusal): CommandFailure {
  if (code === 'unknownCandle' || code === 'undecided') {
    return { kind: 'usage', problems: [message], next: 'cab export decisions lists candles by their open time' };
  }
  return { kind: 'settings', problems: [message] };
}

const MIXED_UP: CommandFailure = { kind: 'software', problems: ['the answer is to another question'] };
