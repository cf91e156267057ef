/** The sweep is worth what its scenario contains. */
import { describe, expect, it } from 'vitest';
import { canonicalScenario } from './scenario.ts';
import { judge, unprotectedLanes } from './oracle.ts';
import { uninterrupted } from './sweep.ts';
import { World } from './world.ts';
import { entriesOf } from '../support/at-once.ts';

const scenario = canonicalScenario();
const { world, truth } = uninterrupted(scenario);
const { fills, submitted, crossings } = world.tape;
const count = <T>(list: readonly T[], is: (item: T) => boolean) => list.filter(is).length;
const reasons = new Map<string, number>();
for (const { order } of fills) reasons.set(order.reason, (reasons.get(order.reason) ?? 0) + 1);

describe('the canonical run', () => {
  it('has entries by market and by limit of every time in force, in parts', () => {
    const entries = submitted.filter((order) => order.purpose === 'entry');
    expect(count(entries, (order) => order.type === 'market')).toBeGreaterThan(60);
    expect(count(entries, (order) => order.timeInForce === 'gtc')).toBeGreaterThan(15);
    expect(count(entries, (order) => order.timeInForce === 'ioc' && order.type === 'limit')).toBeGreaterThan(3);
    expect(count(entries, (order) => order.timeInForce === 'postOnly')).toBeGreaterThan(3);
    const parts = Map.groupBy(fills, ({ order }) => order);
    expect(count([...parts.values()], ({ length }) => length > 1)).toBeGreaterThan(10);
    const filled = [...parts].map(([order, of]) => ({
      order,
      quantity: of.reduce((sum, { fill }) => sum + fill.quantity, 0n),
    }));
    expect(count(filled, ({ order, quantity }) => quantity < order.quantity)).toBeGreaterThan(80);
  });

  it('has every way out', () => {
    for (const reason of [
      'stop-loss',
      'take-profit',
      'trailing-stop',
      'break-even',
      'strategy-levels',
      'half',
      'whole',
    ]) {
      expect(reasons.get(reason) ?? 0, reason).toBeGreaterThan(0);
    }
  });

  it('has stops inside candles and gaps through them', () => {
    const opens = new Set(scenario.candles.flat().map((candle) => candle.open));
    expect(count(crossings, (price) => opens.has(price))).toBeGreaterThan(10);
    expect(count(crossings, (price) => !opens.has(price))).toBeGreaterThan(40);
  });

  it('leaves dust, cancels by age and by exit, and re-arms trailing levels', () => {
    const journal = entriesOf(world.storage.open());
    expect(count(journal, ({ entry }) => entry.event.type === 'orderClosed')).toBeGreaterThan(30);
    expect(truth.points.flat()).toContain('before cancel');
    expect(count(truth.points.flat(), (label) => label === 'before armExit')).toBeGreaterThan(200);
    let mostDust = 0n;
    const watched = new World({
      scenario,
      onQuiet: ({ engine }) => {
        const dust = engine.view.ledger.dust(0);
        if (dust > mostDust) mostDust = dust;
      },
    });
    watched.run();
    expect(mostDust).toBeGreaterThan(0n);
  });

  it('passes the oracle and is the same each time', () => {
    expect([...judge(world, truth), ...unprotectedLanes(world)]).toEqual([]);
    expect(uninterrupted(scenario).truth).toEqual(truth);
  });
});
