import type { Settings } from '../settings/index.ts';

/** What the settings ask of a run and this version does not contain; each line says what to use instead. */
export function unavailableParts({ mode, simulation, storage }: Settings): string[] {
  const problems: string[] = [];
  if (mode.exchange !== 'simulated' && simulation.replayFile === undefined) {
    problems.push(
      `EXCHANGE=${mode.exchange}: its market data is not available in this version; use EXCHANGE=simulated, or play a file with REPLAY_FILE`,
    );
  }
  if (storage.databaseUrl !== undefined) {
    problems.push('DATABASE_URL: PostgreSQL is not available in this version; leave it empty, DB_PATH is used then');
  }
  return problems;
}
