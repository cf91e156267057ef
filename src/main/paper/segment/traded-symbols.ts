/** Which symbols a process asks candles for, by the numbers that the journal has given them. */
import type { EngineView } from '../../../core/engine/index.ts';
import type { Instrument, InstrumentId } from '../../../domain/index.ts';

export interface TradedSymbol {
  readonly symbol: string;
  readonly id: InstrumentId;
}

/** Of a run that begins. */
export function symbolsFrom(configured: readonly string[]): readonly TradedSymbol[] {
  return configured.map((symbol, id) => ({ symbol, id }));
}

/**
 * Of a run that goes on, by number: those that are configured, new ones behind, and those that something is held of or
 * ordered of, so that it is guarded until it is left.
 */
export function symbolsOf(view: EngineView, configured: readonly string[]): readonly TradedSymbol[] {
  const known = view.markets.map(({ instrument }) => instrument);
  const added = configured.filter((symbol) => known.every((instrument) => instrument.symbol !== symbol));
  const served = known.filter(({ symbol, id }) => configured.includes(symbol) || isInUse(view, id));
  return [
    ...served.map(({ symbol, id }) => ({ symbol, id })),
    ...added.map((symbol, at) => ({ symbol, id: known.length + at })),
  ];
}

function isInUse({ lanes, orders }: EngineView, instrument: InstrumentId): boolean {
  return (
    lanes.some((lane) => lane.instrument === instrument && lane.position !== undefined) ||
    orders.working.some(({ request }) => request.instrument === instrument)
  );
}

/** Every instrument of the run by number: as the market has it now, or as it was known where nobody asks any more. */
export function instrumentsOf(
  known: readonly Instrument[],
  traded: readonly Instrument[],
): { readonly all: readonly Instrument[]; readonly added: readonly Instrument[] } {
  const added = traded.filter(({ id }) => id >= known.length);
  const all = [...known.map((before) => traded.find(({ id }) => id === before.id) ?? before), ...added];
  return { all, added };
}

/** Where the market goes on. */
export interface Resumption {
  /** The first interval that somebody has not been told; whoever was told further ignores it. */
  readonly resumeMs: number;
  /** Some symbol was not told what came before, and learns from it. */
  readonly isAnyBehind: boolean;
}

/** `undefined` when no candle was told yet. */
export function resumptionOf({ markets }: EngineView, symbols: readonly TradedSymbol[]): Resumption | undefined {
  const newestMs = Math.max(...markets.map(({ lastOpenTimeMs }) => lastOpenTimeMs).filter((timeMs) => timeMs > 0));
  if (!Number.isFinite(newestMs)) return undefined;
  const known = symbols.flatMap(({ id }) => markets[id] ?? []);
  // All that opened before the newest candle has been told; a symbol that had none then has none to be told.
  const opens = known.map(({ lastCloseTimeMs }) => (lastCloseTimeMs > newestMs ? lastCloseTimeMs : newestMs));
  const isAnyBehind =
    known.length < symbols.length || known.some(({ lastCloseTimeMs }) => !(lastCloseTimeMs >= newestMs));
  return { resumeMs: Math.min(...opens), isAnyBehind };
}
