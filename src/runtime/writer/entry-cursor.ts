/** Which journal entry is being applied: rows, logs and recorders take sequence and time from here. */
export interface EntryCursor {
  sequence: number;
  timeMs: number;
}

export function createEntryCursor(): EntryCursor {
  return { sequence: 0, timeMs: 0 };
}
