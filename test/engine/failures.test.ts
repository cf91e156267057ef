import { describe, expect, it } from 'vitest';
import type { Intent } from '../../src/core/strategies/api/index.ts';
import { price } from '../../src/domain/index.ts';
import { aCandle, anInstrument, buy, engineSettings, scripted, sell } from '../support/build.ts';
import { aRun } from '../support/bench-run.ts';

const notices = (run: ReturnType<typeof aRun>) => run.commands.flatMap((c) => (c.type === 'notify' ? [c] : []));

describe('a strategy that fails', () => {
  it('stops alone, names strategy, candle and line, and keeps its position guarded', () => {
    const plan = {
      0: buy(),
      3: (): Intent => {
        throw new Error('division by zero');
      },
    };
    const settings = engineSettings(scripted(plan), { exits: { stopLossRatio: 0.05 } });
    const other = { symbol: 'BTC/USDT', strategy: scripted({ 4: buy() }, { name: 'other' }), parameters: {} };
    const run = aRun({ ...settings, lanes: [...settings.lanes, other] });
    run.play([0, 1, 2, 3, 4, 5].map((i) => aCandle(i)));
    run.play([aCandle(6, { low: 90, close: 92 })]);
    const notice = notices(run).find((n) => n.code === 'strategyStopped');
    expect(notice?.level).toBe('critical');
    expect(notice?.message).toMatch(/strategy scripted on BTC\/USDT failed at candle 2024-01-01T00:03:00\.000Z/);
    expect(notice?.message).toMatch(/failures\.test\.ts:\d+:\d+: division by zero/);
    expect(run.engine.view.lanes[1]?.isStopped).toBe(false);
    expect(run.recorder.trips.map((trip) => trip.exitReason)).toEqual(['stop-loss', 'stop-loss']);
  });

  it.each([
    ['a number', 42, /must return an intent or undefined, value was 42/],
    ['an unknown kind', { kind: 'short', reason: 'x' }, /kind must be enterLong, exit or rest, value was "short"/],
    ['no reason', { kind: 'enterLong' }, /needs a reason in words/],
    [
      'a NaN stop',
      { kind: 'enterLong', reason: 'x', stopPrice: Number.NaN },
      /stopPrice must be a positive price, value was NaN/,
    ],
    ['a share above one', { kind: 'exit', reason: 'x', share: 2 }, /share must be above 0, at most 1, value was 2/],
    [
      'a bad time in force',
      { kind: 'enterLong', reason: 'x', timeInForce: 'day' },
      /timeInForce must be gtc, ioc, fok or postOnly/,
    ],
  ])('that returns %s is stopped with what would be right', (_name, nonsense, message) => {
    const run = aRun(engineSettings(scripted({ 0: () => nonsense as Intent })));
    run.play([aCandle(0), aCandle(1)]);
    expect(run.engine.view.lanes[0]?.stopReason).toMatch(message);
    expect(run.recorder.orders).toBe(0);
  });
});

const operator = (state: 'active' | 'reducing' | 'halted', key: string) =>
  ({
    type: 'operatorActed',
    action: { kind: 'setTradingState', state },
    actor: 'test',
    reason: 'test',
    key,
  }) as const;

describe('trading state', () => {
  it('reducing denies entries by name and lets exits through', () => {
    const run = aRun(engineSettings(scripted({ 0: buy(), 2: sell(), 4: buy() })));
    run.play([aCandle(0), aCandle(1)]);
    run.writer.handle(operator('reducing', 'k1'), aCandle(2).openTimeMs);
    run.play([2, 3, 4, 5].map((i) => aCandle(i)));
    expect(run.fills().map((fill) => fill.split(' ')[0])).toEqual(['buy', 'sell']);
    expect([...run.recorder.denials.keys()]).toEqual(['tradingState']);
  });

  it('the same operator key is applied once', () => {
    const run = aRun(engineSettings(scripted({})));
    run.writer.handle(operator('halted', 'same'), 1);
    run.writer.handle(operator('active', 'other'), 2);
    run.writer.handle(operator('halted', 'same'), 3);
    expect(run.engine.view.control.tradingState).toBe('active');
  });

  it('an entry already decided is stopped at the door when the kill switch was pulled meanwhile', () => {
    const run = aRun(engineSettings(scripted({ 0: buy({ limitPrice: 90 }) })));
    run.play([aCandle(0)]);
    run.writer.handle(operator('halted', 'k'), aCandle(1).openTimeMs);
    run.writer.drain(aCandle(1).openTimeMs);
    run.play([aCandle(1, { open: 100, low: 80, close: 85 })]);
    expect(run.fills()).toEqual([]);
    expect(run.engine.view.portfolio.reservedQuote).toBe(0n);
  });
});

describe('orders that come to nothing', () => {
  it('an unknown outcome is looked up, never sent again, and blocks the instrument', () => {
    const run = aRun(engineSettings(scripted({ 0: buy({ limitPrice: 50 }), 1: buy() })));
    run.play([aCandle(0)]);
    const id = run.recorder.fills.length === 0 ? run.engine.view.orders.working[0]?.request.clientOrderId : undefined;
    expect(id).toBeDefined();
    const submits = () => run.commands.filter((c) => c.type === 'submitOrder').length;
    // An order that is open already is not unsettled by a lost answer.
    run.writer.handle({ type: 'outcomeUnknown', clientOrderId: id as string, cause: 'timeout' }, aCandle(1).openTimeMs);
    expect(submits()).toBe(1);
    expect(run.engine.view.orders.find(id as string)?.status).toBe('open');
  });

  it('a repeated trade id changes nothing', () => {
    const run = aRun(engineSettings(scripted({ 0: buy() })));
    run.play([aCandle(0), aCandle(1)]);
    const before = run.engine.view.ledger.snapshot();
    const [first] = run.recorder.fills;
    run.writer.handle(first?.fill ?? { type: 'timerFired', clockDriftMs: 0 }, aCandle(2).openTimeMs);
    expect(run.engine.view.ledger.snapshot()).toEqual(before);
  });

  it('a candle told twice is taken once', () => {
    const run = aRun(engineSettings(scripted({ 0: buy(), 1: sell() })));
    run.play([aCandle(0), aCandle(0), aCandle(0), aCandle(1)]);
    expect(run.recorder.orders).toBe(2);
  });

  it('what is too small to sell is booked as dust and closes the position', () => {
    const dusty = anInstrument({ feeAsset: 'received' });
    const run = aRun(engineSettings(scripted({ 0: buy(), 2: sell() })), { instruments: [dusty] });
    run.play([0, 1, 2, 3, 4].map((i) => aCandle(i)));
    expect(run.engine.view.lanes[0]?.position).toBeUndefined();
    expect(run.engine.view.ledger.dust(0)).toBeGreaterThan(0n);
    expect(run.recorder.trips).toHaveLength(1);
    run.engine.view.ledger.assertEquityIdentity({ BTC: price('100') });
  });

  it('half an exit leaves a guarded half', () => {
    const settings = engineSettings(scripted({ 0: buy(), 2: sell(0.5) }), { exits: { stopLossRatio: 0.05 } });
    const run = aRun(settings);
    run.play([0, 1, 2, 3].map((i) => aCandle(i)));
    const lane = run.engine.view.lanes[0];
    expect(lane?.position?.quantity).toBeCloseTo(4.995, 6);
    expect(lane?.guard.status).toBe('protected');
    run.play([aCandle(4, { low: 80, close: 90 })]);
    expect(lane?.position).toBeUndefined();
  });
});
