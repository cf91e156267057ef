/** What a strategy keeps of its own: taken over a restart as plain data. */
import { type Saved, encodeSaved } from '../../domain/saved.ts';
import type { RunningStrategy } from '../strategies/api/index.ts';

/** `null` where it does not say. @throws TypeError when it throws, or keeps what is no plain data */
export function saveKept(name: string, strategy: RunningStrategy | undefined): Saved {
  try {
    const saved = strategy?.save?.() ?? null;
    encodeSaved(saved);
    return saved;
  } catch (error) {
    throw new TypeError(`strategy ${name} cannot be saved: ${(error as Error).message}`, { cause: error });
  }
}

/** `false` when it cannot be put back; it may have taken a part of it. */
export function restoreKept(strategy: RunningStrategy | undefined, saved: Saved | undefined): boolean {
  const restore = strategy?.restore;
  if (restore === undefined || saved === null || saved === undefined) return false;
  try {
    restore(saved);
    return true;
  } catch {
    return false;
  }
}
