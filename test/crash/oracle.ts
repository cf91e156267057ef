/**
 * Judges a run by what the exchange wrote down and what the ledger says at the end. Does its own arithmetic: nothing
 * here asks the engine whether it did well.
 */
import type { Instrument, LedgerSnapshot, OrderRequest } from '../../src/domain/index.ts';
import { Engine, type MarketView } from '../../src/core/engine/index.ts';
import { type ExchangeTape, type TapedFill, baseFlow } from './exchange-tape.ts';
import type { World } from './world.ts';
import { replayAtOnce } from '../support/at-once.ts';

/** Which promise was broken, and how. */
export interface Violation {
  readonly check: Check;
  readonly detail: string;
}

export type Check =
  | 'orderTwice'
  | 'decisionTwice'
  | 'oversold'
  | 'fillsDiffer'
  | 'notBookedOnce'
  | 'ledgerIsNotTheExchange'
  | 'ledgerDiffers'
  | 'reserveLeft'
  | 'unprotected'
  | 'replayDiffers'
  | 'threw';

const SCALE = 10n ** 18n;

/** What the uninterrupted run left behind. */
export interface Truth {
  readonly fills: readonly string[];
  readonly ledger: string;
  /** Label of every crash point, by interval. */
  readonly points: readonly (readonly string[])[];
}

export function truthOf(world: World): Truth {
  return {
    fills: fillLines(world.tape),
    ledger: ledgerText(world.engine.view.ledger.snapshot()),
    points: world.schedule.passed,
  };
}

/** Everything that is wrong with a finished run. */
export function judge(world: World, truth: Truth): Violation[] {
  const { tape, scenario, engine } = world;
  const { ledger, portfolio } = engine.view;
  const snapshot = ledger.snapshot();
  const violations: Violation[] = [
    ...ordersTwice(tape.submitted),
    ...decisionsTwice(tape.fills),
    ...oversold(tape.fills, scenario.instruments, scenario.balances),
    ...bookedOnce(tape.fills, snapshot),
    ...balancesAgree(world),
    ...replays(world),
  ];
  const fills = fillLines(tape);
  if (fills.join('\n') !== truth.fills.join('\n')) {
    violations.push({ check: 'fillsDiffer', detail: firstDifference(truth.fills, fills) });
  }
  const text = ledgerText(snapshot);
  if (text !== truth.ledger) violations.push({ check: 'ledgerDiffers', detail: differingPart(truth.ledger, text) });
  if (world.venue.openOrders().length === 0 && portfolio.reservedQuote !== 0n) {
    violations.push({ check: 'reserveLeft', detail: `${portfolio.reservedQuote} reserved for nothing` });
  }
  return violations;
}

/** Every lane that owns coins is watched by the exchange at the levels the engine names, or being sold. */
export function unprotectedLanes(world: World): Violation[] {
  const { venue, engine } = world;
  const owned = world.tape.ownedByLane;
  return engine.view.lanes.flatMap((lane): Violation[] => {
    const { guard, position } = lane;
    const market = engine.view.market(lane.instrument);
    // A sale that rests above the market protects nothing.
    const isBeingSold = venue
      .openOrders()
      .some(({ request }) => request.lane === lane.id && request.side === 'sell' && request.level === undefined);
    const isHeld = (owned.get(lane.id) ?? 0n) >= market.instrument.minQuantity && !isDustFor(world, lane.id, owned);
    if (isHeld !== (position !== undefined) && !isBeingSold) {
      return [
        unprotected(lane.id, `owns ${owned.get(lane.id)}, the engine ${position ? 'holds' : 'does not hold'} it`),
      ];
    }
    if (!isHeld || isBeingSold) return [];
    const live = venue.liveExit(lane.id);
    if (!live) return [unprotected(lane.id, `no live exit at the exchange, the engine says ${guard.status}`)];
    if (Object.is(live.stop, guard.stopPrice) && Object.is(live.target, guard.targetPrice) && live.stop > 0) {
      const { stop } = lane.orders;
      const isRegistered =
        stop?.trigger.price === live.stop && stop.trigger.quantity === engine.view.ledger.position(lane.id)?.quantity;
      return isRegistered
        ? []
        : [
            unprotected(
              lane.id,
              `its stop ${stop?.trigger.price} for ${stop?.trigger.quantity} is not the order that waits`,
            ),
          ];
    }
    const [theirs, ours] = [`${live.stop}/${live.target}`, `${guard.stopPrice}/${guard.targetPrice}`];
    return [unprotected(lane.id, `the exchange watches ${theirs}, the engine means ${ours}`)];
  });
}

function marketOf({ engine }: World, lane: number): MarketView | undefined {
  return engine.view.markets[engine.view.lanes[lane]?.instrument ?? -1];
}

/** Two lanes share an instrument's dust, so a lane may own less than it bought or more. */
function isDustFor(world: World, lane: number, owned: ReadonlyMap<number, bigint>): boolean {
  const { instrument, last } = marketOf(world, lane) ?? {};
  if (!instrument || last === undefined) return false;
  const steps = (owned.get(lane) ?? 0n) / instrument.stepSize;
  const worth = Number(steps * instrument.stepSize) * last;
  return steps * instrument.stepSize < instrument.minQuantity || worth < Number(instrument.minNotional);
}

function unprotected(lane: number, detail: string): Violation {
  return { check: 'unprotected', detail: `lane ${lane}: ${detail}` };
}

function ordersTwice(submitted: readonly OrderRequest[]): Violation[] {
  const seen = new Set<string>();
  return submitted.flatMap(({ clientOrderId }): Violation[] => {
    const isRepeated = seen.has(clientOrderId);
    seen.add(clientOrderId);
    return isRepeated ? [{ check: 'orderTwice', detail: `${clientOrderId} reached the exchange twice` }] : [];
  });
}

/** A decision may be sent again as another order only when the first one never came to anything. */
function decisionsTwice(fills: readonly TapedFill[]): Violation[] {
  const orders = new Map<string, Set<string>>();
  for (const { order } of fills) {
    const decision = `${order.purpose} of ${order.decisionId}`;
    orders.set(decision, (orders.get(decision) ?? new Set()).add(order.clientOrderId));
  }
  return [...orders].flatMap(([decision, ids]): Violation[] =>
    ids.size > 1 ? [{ check: 'decisionTwice', detail: `${decision} filled as ${[...ids].join(' and ')}` }] : [],
  );
}

function oversold(
  fills: readonly TapedFill[],
  instruments: readonly Instrument[],
  start: Readonly<Record<string, bigint>>,
): Violation[] {
  const held = new Map(Object.entries(start));
  for (const { fill, order } of fills) {
    const { base } = instruments[order.instrument] as Instrument;
    const left = (held.get(base) ?? 0n) + baseFlow(fill, order, base);
    held.set(base, left);
    if (left < 0n) return [{ check: 'oversold', detail: `${fill.tradeId} sold ${-left} ${base} that nobody owned` }];
  }
  return [];
}

function bookedOnce(fills: readonly TapedFill[], snapshot: LedgerSnapshot): Violation[] {
  const booked = snapshot.instruments.flatMap(({ tradeIds }) => [...tradeIds.buy, ...tradeIds.sell]);
  const told = new Set(fills.map(({ fill }) => fill.tradeId));
  const known = new Set(booked);
  const missing = [...told].filter((id) => !known.has(id));
  const invented = booked.filter((id) => !told.has(id));
  if (missing.length + invented.length === 0 && told.size === fills.length) return [];
  const detail = `not booked: ${missing.join(' ') || 'none'}; booked but never traded: ${invented.join(' ') || 'none'}`;
  return [{ check: 'notBookedOnce', detail }];
}

/** Starting balance plus every flow on the tape = the ledger's balance = the exchange's. */
function balancesAgree({ tape, scenario, engine, venue }: World): Violation[] {
  const expected = new Map(Object.entries(scenario.balances));
  const add = (asset: string, amount: bigint) => expected.set(asset, (expected.get(asset) ?? 0n) + amount);
  for (const { fill, order } of tape.fills) {
    const { base, quote } = scenario.instruments[order.instrument] as Instrument;
    add(base, baseFlow(fill, order, base));
    const paid = (fill.price * fill.quantity) / SCALE;
    add(quote, (order.side === 'buy' ? -paid : paid) - (fill.feeAsset === quote ? fill.fee : 0n));
  }
  return [...expected].flatMap(([asset, amount]): Violation[] => {
    const [ours, theirs] = [engine.view.ledger.balance(asset), venue.balance(asset)];
    if (ours === amount && theirs === amount) return [];
    return [
      { check: 'ledgerIsNotTheExchange', detail: `${asset}: ledger ${ours}, exchange ${theirs}, tape ${amount}` },
    ];
  });
}

function replays({ storage, scenario }: World): Violation[] {
  const journal = storage.open();
  const report = replayAtOnce({ journal, engine: new Engine(scenario.settings), fromSequence: 1 });
  const [first] = report.mismatches;
  if (!first) return [];
  return [
    {
      check: 'replayDiffers',
      detail: `${report.mismatchCount} answers, first at ${first.sequence} ${first.eventType}`,
    },
  ];
}

/**
 * Lane by lane: of orders of one moment that are all made again, exits leave first. Client order ids and trade ids are left
 * out: an order made again has another name.
 */
function fillLines(tape: ExchangeTape): string[] {
  const byLane = tape.fills.toSorted((a, b) => a.order.lane - b.order.lane);
  return byLane.map(({ fill, order }) =>
    [order.lane, order.side, order.purpose, order.decisionId, fill.price, fill.quantity, fill.fee, fill.feeAsset].join(
      ' ',
    ),
  );
}

/** Balances, fees, lots, dust, profits and open round trips; trade ids by their number. */
function ledgerText(snapshot: LedgerSnapshot): string {
  const instruments = snapshot.instruments.map(({ tradeIds, ...book }) => {
    return { ...book, bought: tradeIds.buy.length, sold: tradeIds.sell.length };
  });
  return JSON.stringify({ ...snapshot, instruments });
}

function firstDifference(expected: readonly string[], seen: readonly string[]): string {
  const at = expected.findIndex((line, index) => line !== seen[index]);
  const index = at < 0 ? expected.length : at;
  return `fill ${index} of ${expected.length}: expected "${expected[index] ?? 'none'}", saw "${seen[index] ?? 'none'}"`;
}

function differingPart(expected: string, seen: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === seen[at]) at += 1;
  return `expected …${expected.slice(Math.max(0, at - 60), at + 80)}, saw …${seen.slice(Math.max(0, at - 60), at + 80)}`;
}
