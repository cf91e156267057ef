/** Random orders on random candles, filled by the simulated exchange and reckoned again by somebody else. */
import { expect, it } from 'vitest';
import { createSimulatedVenue } from '../../src/core/simulation/index.ts';
import { type EngineEvent, type OrderRequest, decimal, price, quantity, toSignal } from '../../src/domain/index.ts';
import { MINUTE, anInstrument } from '../support/build.ts';
import { seededRandom, walk } from '../support/synthetic-candles.ts';
import { FillOracle, type OracleOrder, type OracleReport } from './fill-oracle.ts';

const TICK = 0.01;
const STEP = 0.001;
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed + 1);

interface Tally {
  orders: number;
  fills: number;
  makers: number;
  ends: number;
}

function requestOf({ id, side, limit, timeInForce, quantity: amount }: OracleOrder): OrderRequest {
  return {
    clientOrderId: id,
    instrument: 0,
    side,
    type: limit === undefined ? 'market' : 'limit',
    timeInForce,
    quantity: quantity(amount.toFixed(3)),
    ...(limit === undefined ? {} : { price: price(limit.toFixed(2)) }),
    purpose: 'entry',
    lane: 0,
    decisionId: 'd',
    reason: 'random',
  };
}

/** What the exchange says of an order, except that it has it; told once each. */
class Reports {
  readonly #events: readonly EngineEvent[];
  #next = 0;
  readonly #tally: Tally;

  constructor(events: readonly EngineEvent[], tally: Tally) {
    this.#events = events;
    this.#tally = tally;
  }

  /** The next one must be the expected one, a tick and a step of rounding apart; answers how much it filled. */
  match(expected: OracleReport): number {
    while (this.#events[this.#next]?.type === 'orderAccepted') this.#next += 1;
    const event = this.#events[this.#next++];
    if (event?.type !== 'orderFilled') {
      const isEnd = event?.type === 'orderClosed' || event?.type === 'orderRejected';
      expect({ id: isEnd ? event.clientOrderId : event, what: 'ended' }).toEqual({
        id: expected.id,
        what: expected.what,
      });
      this.#tally.ends += 1;
      return 0;
    }
    expect({ id: event.clientOrderId, what: event.liquidity }).toEqual({ id: expected.id, what: expected.what });
    expect(Math.abs(toSignal(event.price) - expected.price)).toBeLessThan(TICK * 1.001);
    expect(Math.abs(toSignal(event.quantity) - expected.quantity)).toBeLessThan(STEP * 1.001);
    this.#tally.fills += 1;
    if (event.liquidity === 'maker') this.#tally.makers += 1;
    return toSignal(event.quantity);
  }

  get left(): number {
    return this.#events.slice(this.#next).filter(({ type }) => type !== 'orderAccepted').length;
  }
}

function play(seed: number, tally: Tally): void {
  const random = seededRandom(seed * 977);
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const costs = {
    spreadBps: oneOf([0, 6, 40]),
    slippageBps: oneOf([0, 3, 25]),
    depthQuotePerBps: oneOf([0, 90, 4000]),
  };
  const settings = { ...costs, maxVolumeShare: oneOf([1, 0.05]), latencyCandles: oneOf([0, 0, 1, 2]) };
  const latencyShare = oneOf([0, 0.25]);
  const events: EngineEvent[] = [];
  const venue = createSimulatedVenue({
    instruments: [anInstrument({ tickSize: price('0.01'), stepSize: quantity('0.001') })],
    balances: { USDT: decimal('1000000000'), BTC: decimal('1000000') },
    settings: { ...settings, latencyMs: latencyShare * MINUTE },
    intervalMs: MINUTE,
    report: (event) => events.push(event),
  });
  const reports = new Reports(events, tally);
  const oracle = new FillOracle({ ...settings, latencyShare, tick: TICK, step: STEP }, (report) =>
    reports.match(report),
  );
  const ids: string[] = [];
  const candles = walk({ seed, count: 60, startPrice: 100, volatility: 0.005, gapShare: 0.2, volume: 60 });
  for (const candle of candles) {
    for (let count = Math.floor(random() * 3); ids.length > 0 && count > 0; count -= 1) {
      const id = oneOf(ids);
      venue.cancel(id);
      oracle.cancel(id);
    }
    venue.openCandle(0, candle);
    while (venue.stepCandle(0, candle));
    venue.closeCandle(0, candle);
    oracle.play(candle);
    for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
      const isLimit = random() < 0.6;
      const order: OracleOrder = {
        id: `o${ids.length}`,
        side: oneOf(['buy', 'sell']),
        ...(isLimit ? { limit: Number((candle.close * (1.008 - random() * 0.016)).toFixed(2)) } : {}),
        timeInForce: oneOf(isLimit ? ['gtc', 'gtc', 'ioc', 'fok', 'postOnly'] : ['gtc', 'ioc', 'fok']),
        quantity: Number((0.5 + random() * 8).toFixed(3)),
      };
      ids.push(order.id);
      venue.submit(requestOf(order));
      oracle.submit(order);
    }
  }
  expect(reports.left, `seed ${seed}`).toBe(0);
  tally.orders += ids.length;
}

it('every fill, end and refusal is the one that somebody else reckons, to a tick and a step', () => {
  const tally = { orders: 0, fills: 0, makers: 0, ends: 0 };
  for (const seed of SEEDS) play(seed, tally);
  expect(tally.orders).toBeGreaterThan(3000);
  expect(tally.fills).toBeGreaterThan(2000);
  expect(tally.makers).toBeGreaterThan(400);
  expect(tally.ends).toBeGreaterThan(800);
});
