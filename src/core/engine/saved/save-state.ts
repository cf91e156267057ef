/** The whole state of an engine as plain data: what a checkpoint holds. */
import {
  type Saved,
  UnreadableSave,
  savedList,
  savedNumber,
  savedRecord,
  savedText,
  savedTuple,
  toSaved,
} from '../../../domain/saved.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { addInstruments, setUpAnew } from '../decide/lane-setup.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

/** Raised with every change of what is written; an older one is read by an upcaster or not at all. */
const SHAPE = 1;

export function saveState(
  state: EngineState,
  strategyOf: (lane: Lane) => Saved = (lane) => lane.saveStrategy(),
): Saved {
  const { nowMs, interval, ledger, orders, portfolio, control, suspense, idempotency } = state;
  return {
    shape: SHAPE,
    nowMs,
    instruments: state.markets.map(({ instrument }) => toSaved(instrument)),
    markets: state.markets.map((market) => market.save()),
    interval: interval.save(),
    orders: orders.save(),
    ledger: ledger.save(),
    trades: ledger.saveTrades(),
    lanes: state.lanes.map((lane) => [lane.symbol, lane.name, lane.save(), lane.saveCandle(), strategyOf(lane)]),
    portfolio: portfolio.save(),
    control: control.save(),
    keys: control.saveKeys(),
    suspense: suspense.save(),
    idempotency: idempotency.save(),
  };
}

/** What a checkpoint did not hold for the engine as it is configured now. */
export interface Unrestored {
  /** Indicators that begin anew, by symbol. */
  readonly indicators: readonly string[];
  /** Lanes whose strategy was not in it, or cannot be put back: it begins anew. */
  readonly lanes: readonly number[];
  /** Those among them whose strategy had kept something, which this version of it does not take back. */
  readonly unread: readonly number[];
}

/**
 * Puts a fresh engine of the same run, its lanes set up, into the state.
 * @throws UnreadableSave when it is damaged, of another shape, or of other instruments and lanes; the engine is useless
 * from then on.
 */
export function restoreState(state: EngineState, saved: Saved): Unrestored {
  const parts = savedRecord(saved, 'state');
  const shape = savedNumber(parts['shape'], 'shape of the state');
  if (shape !== SHAPE) throw new UnreadableSave(`saved state must be of shape ${SHAPE}, was of ${shape}`);
  state.begin(savedNumber(parts['nowMs'], 'time of the state'));
  const indicators = restoreMarkets(state, parts['instruments'], parts['markets']);
  const { interval, ledger, orders, portfolio, control, suspense, idempotency } = state;
  interval.restore(parts['interval']);
  orders.restore(parts['orders']);
  ledger.restore(parts['ledger']);
  ledger.restoreTrades(parts['trades']);
  const begunAnew = restoreLanes(state, parts['lanes']);
  portfolio.restore(parts['portfolio']);
  control.restore(parts['control']);
  control.restoreKeys(parts['keys']);
  suspense.restore(parts['suspense']);
  idempotency.restore(parts['idempotency']);
  return {
    indicators,
    lanes: begunAnew.map(({ lane }) => lane),
    unread: begunAnew.flatMap(({ lane, hadKept }) => (hadKept ? [lane] : [])),
  };
}

function restoreMarkets(state: EngineState, instruments: Saved | undefined, markets: Saved | undefined): string[] {
  const rules = savedList(instruments, 'instruments').map(
    (one) => savedRecord(one, 'instrument') as unknown as Instrument,
  );
  // Those that the run got since it began.
  addInstruments(state, rules.slice(state.markets.length));
  const count = state.markets.length;
  if (rules.length !== count)
    throw new UnreadableSave(`saved state must be of ${count} instruments, was of ${rules.length}`);
  const saved = savedList(markets, 'markets', count);
  return state.markets.flatMap((market, at) => {
    market.change(rules[at] as Instrument);
    const { missing } = market.restore(saved[at] as Saved);
    return missing.map((name) => `${market.instrument.symbol} ${name}`);
  });
}

interface BegunAnew {
  readonly lane: number;
  readonly hadKept: boolean;
}

function restoreLanes(state: EngineState, saved: Saved | undefined): BegunAnew[] {
  const lanes = savedList(saved, 'lanes');
  if (lanes.length > state.lanes.length) {
    throw new UnreadableSave(`saved state must be of at most ${state.lanes.length} lanes, was of ${lanes.length}`);
  }
  // Those that were added since stand behind the others.
  return state.lanes.slice(0, lanes.length).flatMap((lane, at) => {
    const [symbol, name, own, candle, strategy] = savedTuple(lanes[at], 'lane', 5);
    const traded = savedText(symbol, 'symbol');
    if (traded !== lane.symbol)
      throw new UnreadableSave(`saved lane ${at} must trade ${lane.symbol}, was of ${traded}`);
    lane.restore(own, { orders: state.orders, exact: state.ledger.position(lane.id) });
    lane.restoreCandle(candle);
    const isSame = savedText(name, 'strategy') === lane.name;
    if (isSame && lane.restoreStrategy(strategy)) return [];
    setUpAnew(state, lane);
    lane.learnAnew();
    return [{ lane: lane.id, hadKept: strategy !== null }];
  });
}
