import type { CandleClosed, EngineEvent, JournalEntry } from '../../../domain/events/events.ts';

export function aCandleClosed(sequence: number): CandleClosed {
  const close = 100 + Math.sin(sequence);
  return {
    type: 'candleClosed',
    instrument: sequence % 3,
    openTimeMs: 1_700_000_000_000 + sequence * 60_000,
    open: 100.1,
    high: 102.5,
    low: 98.25,
    close,
    volume: sequence / 7,
  };
}

export function anEntry(sequence: number, event: EngineEvent = aCandleClosed(sequence)): JournalEntry {
  return { sequence, timeMs: 1_700_000_060_000 + sequence * 60_000, event };
}
