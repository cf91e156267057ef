import { assert } from '../../domain/assert.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { Balances } from './balances.ts';
import type { SimulatedVenueOptions } from './contract.ts';
import { type Market, STAGE, UNLIMITED, type VenueState } from './state.ts';

/** A venue before its first candle. */
export function createVenueState(options: SimulatedVenueOptions): VenueState {
  const { settings, instruments, intervalMs = 0, report } = options;
  const needsInterval = settings.latencyMs > 0;
  assert(!needsInterval || intervalMs > 0, () => `latencyMs needs the candles' intervalMs, value was ${intervalMs}`);
  const balances = new Balances(options.balances);
  const markets: (Market | undefined)[] = [];
  for (const instrument of instruments) {
    assert(!markets[instrument.id], () => `instrument ids must differ, ${instrument.id} is used twice`);
    markets[instrument.id] = createMarket(instrument, balances, settings.maxVolumeShare);
  }
  return {
    settings,
    intervalMs,
    needsWholeCandle: needsInterval || settings.maxVolumeShare < 1,
    report,
    balances,
    markets,
    orders: new Map(),
    ended: [],
    lanes: new Map(),
    activity: 0,
    orderCount: 0,
    reportCount: 0,
  };
}

function createMarket(instrument: Instrument, balances: Balances, maxVolumeShare: number): Market {
  const room = maxVolumeShare >= 1 ? UNLIMITED : 0n;
  return {
    instrument,
    base: balances.of(instrument.base),
    quote: balances.of(instrument.quote),
    moment: Number.NaN,
    isInside: false,
    stage: STAGE.arrivals,
    openTimeMs: Number.NaN,
    close: Number.NaN,
    candleCount: 0,
    activity: 0,
    pending: [],
    bids: [],
    asks: [],
    cancels: [],
    exits: [],
    buyRoom: room,
    sellRoom: room,
  };
}
