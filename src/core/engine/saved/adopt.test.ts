/** A run that is taken over from tables holds what the engine held that wrote them. */
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../domain/events/events.ts';
import type { CandleContext, RestingView } from '../../strategies/api/index.ts';
import type { Command } from '../../../domain/orders/commands.ts';
import type { OrderRequest } from '../../../domain/orders/order.ts';
import { toSignal } from '../../../domain/units.ts';
import { scripted } from '../../../../test/support/build.ts';
import { Engine } from '../index.ts';
import { type Trip, held, tablesOf } from '../testing/adopting.ts';
import { BTC, ETH, type ToldEngine, type ToldOptions, after, toldEngine } from '../testing/told-engine.ts';

/** What it sends when all is to be left: every order that it knows of, and what it holds. */
function left(engine: Engine, { nowMs, entries }: ToldEngine): readonly (Command | OrderRequest)[] {
  const action = { kind: 'closeAll' } as const;
  const event = { type: 'operatorActed', action, actor: 'ann', reason: 'enough', key: 'all' } as const;
  const commands = engine.apply({ sequence: entries.length + 1, timeMs: nowMs, event });
  return commands.flatMap((command): (Command | OrderRequest)[] => {
    if (command.type === 'cancelOrder') return [command];
    // What was decided on the candle before is in no table: the id may be that of another exit.
    return command.type === 'submitOrder' ? [{ ...command.order, decisionId: '' }] : [];
  });
}

/** The first instrument's candle of an interval that waits for the others. */
function openInterval(told: ToldEngine, close: number): void {
  const number = told.nextCandle[0] ?? 0;
  const openTimeMs = told.startMs + number * told.intervalMs;
  told.nextCandle[0] = number + 1;
  told.nowMs = openTimeMs + told.intervalMs;
  const shape = { open: close, high: close, low: close, close, volume: 1 };
  told.apply({ type: 'candleClosed', instrument: 0, openTimeMs, ...shape });
}

const HELD = 'candle 100 buy, accept, fill, armed';
const RUNS: [name: string, steps: string, options?: ToldOptions][] = [
  ['a limit that has filled in part', 'candle 100 buy limit 95, accept, fill 4 @ 95, armed, candle 96'],
  ['a buy at market that has filled in part', 'candle 100 buy, accept, fill 4 @ 99, armed'],
  ['an order that nobody has answered', 'candle 100 buy'],
  ['an unknown order', 'candle 100 buy, unknown, timer 500'],
  ['an exit that has filled in part', `${HELD}, candle 101 sell, accept, fill 3 @ 101, armed`],
  ['a part that was sold', `${HELD}, candle 101 sell 0.5, accept, fill @ 101, armed`],
  ['a part that is being sold', `${HELD}, candle 101 sell 0.5, accept, fill 2 @ 101, armed`],
  ['a fill that was told twice', 'candle 100 buy, accept, fill 4 @ 99, again, fill, again, armed'],
  ['a buy that has paid fees in quote', 'candle 100 buy, accept, fill 4 @ 99 fee 0.4, armed'],
  ['a buy that has paid fees in coins', 'candle 100 buy, accept, fill 4 @ 99 fee 0.001 BTC, armed'],
  ['a fill of more digits than money has', 'candle 100 buy, accept, fill 4.000000001 @ 99.0000000001, armed'],
  ['a buy that was canceled on the way', 'candle 100 buy, accept, fill 4 @ 99, canceled, armed'],
  ['a fill of which the fee has taken all', 'candle 100 buy, accept, fill 0.001 fee 0.001 BTC, fill 4, armed'],
  ['a stop that has fired', `${HELD}, quote 95, accept, fill 2 @ 95`],
  ['a stop and a target', 'candle 100 buy stop 96 target 120, accept, fill, armed, candle 101'],
  [
    'an entry on top of another',
    `${HELD}, candle 102 buy, accept, fill 3 @ 102, fill 2 @ 103, armed`,
    { maxEntries: 2 },
  ],
  [
    'what is left behind as dust',
    `${HELD.replace('fill', 'fill fee 0.00005 BTC')}, candle 100 sell, accept, fill, candle 101 buy, accept, fill, armed`,
  ],
  [
    'two round trips and a third position',
    `${HELD}, candle 99 sell, accept, fill @ 99, candle 98 buy, accept, fill @ 98, armed, candle 97 sell, accept, fill @ 97, candle 96 buy, accept, fill @ 96, armed`,
  ],
  [
    'money that came while an interval was open',
    `${HELD}, candle 50 ETH, open 96, operator move 500, candle 50 ETH`,
    { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] },
  ],
  [
    'what is left behind as dust, twice',
    'candle 100 buy, accept, fill fee 0.00005 BTC, candle 100 sell, accept, fill, candle 101 buy, accept, fill fee 0.00003 BTC, candle 102 sell, accept, fill, candle 103 buy, accept, fill, armed',
  ],
  [
    'dust that was sold after all else',
    'candle 100 buy, accept, fill fee 0.00005 BTC, candle 100 sell, accept, fill, candle 100 buy, accept, fill fee 0.00005 BTC, armed, candle 100 sell, accept, fill 9.99995, timer 500, fill',
  ],
  ['coins that were paid in', `${HELD}, operator move 2 BTC, candle 101`],
  [
    'coins that were refused, and as much money',
    `${HELD}, operator move -5 BTC key refused, operator move -5, candle 101`,
  ],
  [
    'money that was refused once',
    `${HELD}, operator move -9500 key refused, operator move 300, candle 101 sell, accept, fill, operator move -9500, candle 101`,
  ],
  [
    'money that came and went',
    `operator move -500, ${HELD}, operator move -50000 key refused, operator move 700, candle 101`,
  ],
  ['losses that were forgiven', `${HELD}, candle 96, operator reset, candle 97`],
  [
    'levels that rest',
    'candle 100 rest a:buy:99:3 b:buy:98:4, accept of c0-0, accept of c0-1, fill 2 @ 99 of c0-0, armed, candle 99 rest a:buy:99:3 b:buy:98:4 s:sell:103:1, accept of c0-2',
  ],
  [
    'a sale that has named its lot',
    'candle 100 rest a:buy:99:3 b:buy:98:4, accept of c0-0, accept of c0-1, fill @ 99 of c0-0, fill @ 98 of c0-1, armed, candle 99 rest s:sell:103:2:b, accept, fill @ 103, armed',
  ],
  ['a storage that takes nothing', `${HELD}, storage off, candle 101`],
  ['a storage that takes something again', `${HELD}, storage off, storage on, candle 101`],
];

describe('a run that is taken over from its tables', () => {
  it.each(RUNS)('holds %s', (_, steps, options = {}) => {
    const told = toldEngine(options);
    const trips: Trip[] = [];
    for (const step of steps.split(', ')) {
      const before = told.engine.view.lanes.map(({ position }) => position !== undefined);
      if (step.startsWith('open ')) openInterval(told, Number(step.slice(5)));
      else told.tell(step);
      for (const { id, position } of told.engine.view.lanes) {
        if (before[id] && !position) trips.push({ lane: id, exitTimeMs: told.nowMs });
      }
    }
    // Another version, that would have decided nothing of it.
    const other = new Engine({
      ...told.settings,
      lanes: told.settings.lanes.map((lane) => ({ ...lane, strategy: scripted({}) })),
      exits: { stopLossRatio: 0.5 },
      risk: { maxPositions: 0 },
    });
    other.recordFacts();
    const adoption = other.adopt(told.run, tablesOf(told, trips.toReversed()));
    for (const entry of told.entries.slice(1)) adoption.take(entry);
    adoption.finish();
    expect(held(other.view, told)).toEqual(held(told.engine.view, told));
    const reserved = [other, told.engine].map(({ view }) => toSignal(view.portfolio.reservedQuote));
    // A size is less than its budget by what is no whole step.
    expect(reserved[0]).toBeCloseTo(reserved[1] ?? Number.NaN, 2);
    expect(other.view.control.tradingState).toBe('reducing');
    expect(left(other, told)).toEqual(left(told.engine, told));
  });

  it('tells nothing of what it has taken over, and passes over what has no number', () => {
    const told = after(HELD);
    const other = new Engine(told.settings);
    other.recordFacts();
    const tables = tablesOf(told, []);
    const [stop] = tables.protective;
    if (!stop) throw new Error('there must be a stop');
    const protective = [...tables.protective, { ...stop, clientOrderId: 'odd' }, { ...stop, lane: 9 }];
    const adoption = other.adopt(told.run, { ...tables, protective });
    for (const entry of told.entries.slice(1)) adoption.take(entry);
    adoption.finish();
    other.apply({ sequence: 99, timeMs: told.nowMs, event: { type: 'timerFired', clockDriftMs: 0 } });
    expect(other.takeFacts()).toBeUndefined();
    expect([...other.view.orders.protective].map(({ clientOrderId }) => clientOrderId)).toEqual([stop.clientOrderId]);
  });

  it('shows its strategy the levels that rest', () => {
    const told = after('candle 100 rest a:buy:99:3 b:buy:98:4, accept of c0-0, accept of c0-1, fill 2 of c0-0, armed');
    let seen: readonly RestingView[] = [];
    const setup = () => (context: CandleContext) => {
      seen = context.resting();
      return undefined;
    };
    const strategy = scripted({}, { name: 'wishful', setup });
    const other = new Engine({ ...told.settings, lanes: told.settings.lanes.map((lane) => ({ ...lane, strategy })) });
    const adoption = other.adopt(told.run, tablesOf(told, []));
    for (const entry of told.entries.slice(1)) adoption.take(entry);
    adoption.finish();
    expect(seen).toEqual([]);
    told.tell('candle 100');
    other.apply(told.entries.at(-1) as JournalEntry);
    const live = { side: 'buy', status: 'live', reason: '' };
    expect(seen).toMatchObject([
      { ...live, level: 'a', price: 99 },
      { ...live, level: 'b', price: 98 },
    ]);
  });
});
