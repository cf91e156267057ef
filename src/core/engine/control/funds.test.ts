/** Deposits and withdrawals trip nothing and are no return; what strategies do not own is never sold. */
import { describe, expect, it } from 'vitest';
import { decimal, quantity } from '../../../domain/index.ts';
import { type FlowPoint, summarize } from '../../performance/index.ts';
import { BTC, ETH, type ToldEngine, type ToldOptions, after, toldEngine } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
/** Half of the account is held from 100 on. */
const half: ToldOptions = { size: { kind: 'fixedQuote', quote: 5000 }, exits: {}, maxEntries: 9 };

function portfolioOf({ engine }: ToldEngine) {
  const { portfolio } = engine.view;
  const { equity, cash, peakEquity, dayStartEquity, dayStartScaled, netFlow } = portfolio;
  const profit = equity - portfolio.startEquity - netFlow;
  const returnRatio = portfolio.returnRatioAt(equity);
  const drawdown = 1 - equity / peakEquity;
  const dayLoss = { quote: dayStartEquity - equity, ratio: 1 - equity / dayStartScaled };
  return { equity, cash, drawdown, dayLoss, netFlow, profit, returnRatio };
}

describe('funds that move', () => {
  it.each([
    ['paid in', '90000', 'move 90000 USDT', '90000 USDT paid in: because (ann)'],
    ['taken out', '-4500', 'move -4500 USDT', '4500 USDT taken out: because (ann)'],
  ])('%s change cash and equity and nothing that is judged', (_what, amount, command, message) => {
    const told = after(`${HELD}, candle 80`, half);
    const before = portfolioOf(told);
    expect(before).toMatchObject({ equity: 9000, profit: -1000 });
    expect(told.tell(`operator move ${amount}`)).toEqual([command, 'info fundsMoved']);
    const now = portfolioOf(told);
    expect(now).toMatchObject({ equity: 9000 + Number(amount), cash: 5000 + Number(amount), profit: -1000 });
    expect(now.netFlow).toBe(Number(amount));
    expect(now.drawdown).toBeCloseTo(before.drawdown, 12);
    expect(now.returnRatio).toBeCloseTo(before.returnRatio, 12);
    expect(now.dayLoss.quote).toBeCloseTo(before.dayLoss.quote, 9);
    expect(now.dayLoss.ratio).toBeCloseTo(before.dayLoss.ratio, 12);
    expect(after(`${HELD}, candle 80`, half).notices(`operator move ${amount}`)).toEqual([`fundsMoved: ${message}`]);
  });

  it.each(['90000', '-4500', '-4900'])('trip no latch and no limit: %s', (amount) => {
    const risk = { maxDrawdownRatio: 0.15, dailyLossLimitRatio: 0.15, dailyLossLimitQuote: 1500 };
    const told = after(`${HELD}, candle 80, operator move ${amount}`, { ...half, risk });
    expect(told.tell('candle 80')).toEqual([]);
    expect([told.now('tradingState'), told.denials('candle 80 buy size 10')]).toEqual(['active', []]);
  });

  it('hide no loss: what a withdrawal leaves still latches at the limit', () => {
    const told = after(`${HELD}, candle 80, operator move -4500`, { ...half, risk: { maxDrawdownRatio: 0.15 } });
    // Down by 10 % before, and 4000 of the 4500 that are left are held: 250 less is 15 % of the scaled peak of 5000.
    expect(told.tell('candle 75.01')).toEqual([]);
    expect(told.tell('candle 75')).toContain('critical tradingStateChanged');
    const paidIn = after(`${HELD}, candle 80, operator move 90000`, { ...half, risk: { dailyLossLimitQuote: 1500 } });
    expect(paidIn.tell('candle 70.01')).toEqual([]);
    expect(paidIn.tell('candle 70')).toEqual(['warning entriesHeld']);
  });

  it('count for the share of a day in proportion', () => {
    const told = after(`${HELD}, candle 80, operator move -4500`, { ...half, risk: { dailyLossLimitRatio: 0.15 } });
    expect(told.tell('candle 75.01')).toEqual([]);
    expect(told.tell('candle 75')).toEqual(['warning entriesHeld']);
  });

  it('begin anew where nothing was left', () => {
    const told = after('candle 100, operator move -10000, operator move 400', { risk: { maxDrawdownRatio: 0.1 } });
    expect(portfolioOf(told)).toMatchObject({ equity: 400, drawdown: 0, profit: 0, returnRatio: 0, netFlow: -9600 });
    expect(told.denials('candle 100 buy size 300')).toEqual([]);
  });

  it('keep the books explained to the last digit', () => {
    const told = after(`${HELD}, candle 110, operator move 0.000000000000000001, operator move 3 BTC`, half);
    told.tell('operator move -1.5 BTC, candle 120 sell, fill, operator move -7000.1');
    told.engine.view.ledger.assertEquityIdentity({ USDT: decimal('1'), BTC: decimal('120') });
    expect(told.engine.view.ledger.balance('BTC')).toBe(decimal('1.5'));
  });

  it('are told with what the account was worth then', () => {
    const lines = ['info fundsMoved', 'funds 500 USDT beside 10000, because (ann)'];
    expect(after(`${HELD}, quote 98`, half).hear('operator move 500')).toEqual(lines);
  });

  it('amid an interval count from what the account was worth then, too', () => {
    const told = after(`${HELD}, candle 110, candle 50 ETH`, {
      ...half,
      lanes: ['BTC/USDT'],
      instruments: [BTC, ETH],
    });
    // One instrument's candle of two: the account is not marked.
    const prices = { open: 120, high: 120, low: 120, close: 120 };
    const openTimeMs = told.startMs + 2 * told.intervalMs;
    told.apply({ type: 'candleClosed', instrument: 0, openTimeMs, ...prices, volume: 1 });
    expect(portfolioOf(told).equity).toBe(10_500);
    expect(told.hear('operator move 500').at(-1)).toBe('funds 500 USDT beside 11000, because (ann)');
    expect(portfolioOf(told)).toMatchObject({ equity: 11_500, profit: 1000 });
    expect(portfolioOf(told).returnRatio).toBeCloseTo(0.1, 12);
  });

  it('of one key move once', () => {
    const told = after('candle 100, operator move 500 key k');
    expect(told.tell('operator move 500 key k')).toEqual([]);
    expect(portfolioOf(told).equity).toBe(10_500);
  });
});

describe('a withdrawal', () => {
  it.each([
    ['more than there is', 'candle 100', '-10000.01', '10000.01 USDT cannot be taken out: 10000 are free'],
    [
      'what orders at work may spend',
      'candle 100 buy limit 90, accept',
      '-9000.01',
      '9000.01 USDT cannot be taken out: 9000 are free; 1000 are set aside for orders at work',
    ],
    ['what is held', HELD, '-9000.01', '9000.01 USDT cannot be taken out: 9000 are free'],
    ['coins that a strategy owns', HELD, '-1 BTC', '1 BTC cannot be taken out: 0 are free'],
    ['more coins than came in', `${HELD}, operator move 2 BTC`, '-2.1 BTC', '2.1 BTC cannot be taken out: 2 are free'],
    ['an asset that nobody has', 'candle 100', '-1 DOGE', '1 DOGE cannot be taken out: 0 are free'],
    ['nothing', 'candle 100', '0', 'an amount to move must not be 0'],
  ])('of %s is refused, says why and changes nothing', (_what, given, amount, why) => {
    const told = after(given);
    const before = told.engine.view.ledger.balances();
    expect(told.notices(`operator move ${amount} key k`)).toEqual([`fundsRefused: ${why}`]);
    expect(told.engine.view.control.refusalOf('k')).toBe(why);
    expect(told.engine.view.ledger.balances()).toEqual(before);
    expect(portfolioOf(told).netFlow).toBe(0);
  });

  it('of what others have spent in advance is refused as well', () => {
    // The entry at market costs half as much again: less is there than is set aside for the other one.
    const given = 'candle 100 buy limit 90 / buy, accept of c0-0, fill @ 150 of c0-1, armed lane 1';
    const told = after(given, { lanes: ['BTC/USDT', 'BTC/USDT'], cash: '2100' });
    expect(told.notices('operator move -1')).toEqual([
      'fundsRefused: 1 USDT cannot be taken out: 0 are free; 1000 are set aside for orders at work',
    ]);
  });

  it('of coins asks for coins only, whatever is set aside in quote', () => {
    const told = after('candle 100 buy limit 90, accept, operator move 2 BTC');
    expect(told.notices('operator move -2.5 BTC')).toEqual(['fundsRefused: 2.5 BTC cannot be taken out: 2 are free']);
    expect(told.tell('operator move -2 BTC')).toEqual(['move -2 BTC', 'info fundsMoved']);
  });

  it('of everything that is free is not', () => {
    const told = after('candle 100 buy limit 90, accept');
    expect(told.tell('operator move -9000 key k')).toEqual(['move -9000 USDT', 'info fundsMoved']);
    expect(told.engine.view.control.refusalOf('k')).toBeUndefined();
    expect(told.tell('fill @ 90').at(-1)).toMatch(/^arm/);
  });
});

describe('coins that are paid in', () => {
  it('are nobody’s money: neither equity nor exposure nor a symbol’s limit', () => {
    const told = after(`${HELD}, operator move 1000 BTC`, { risk: { maxPositionBase: 15 }, maxEntries: 2 });
    expect(portfolioOf(told)).toMatchObject({ equity: 10_000, netFlow: 0 });
    told.tell('candle 50');
    expect(portfolioOf(told)).toMatchObject({ equity: 9500, profit: -500 });
    expect(told.denials('candle 100 buy size 500')).toEqual([]);
    told.tell('fill @ 100, armed, candle 100');
    expect(portfolioOf(told)).toMatchObject({ equity: 10_000, profit: 0 });
    expect(told.denials('candle 100 buy size 100')).toEqual(['maxEntries']);
  });

  it.each([
    ['a stop', 'quote 95', 'protectiveExit: stop-loss'],
    ['a strategy', 'candle 100 sell', 'signalExit: test exit'],
    ['an operator', 'operator close all', 'operatorExit: operator: because'],
  ])('are not sold by %s', (_who, wish, exit) => {
    const told = after(`${HELD}, operator move 5 BTC`);
    expect(told.tell(wish)).toEqual([`submit sell 10 ${exit}`]);
    told.tell('fill');
    expect(told.tell('operator close all, candle 50, timer 60000')).toEqual([]);
    expect(told.engine.view.ledger.balance('BTC')).toBe(decimal('5'));
  });

  it('do not stand in for coins that were sold beyond the books', () => {
    const told = after(`candle 100 buy / buy, fill of c0-0, armed, fill of c0-1, armed lane 1, operator move 50 BTC`, {
      lanes: ['BTC/USDT', 'BTC/USDT'],
    });
    told.tell('operator close 0, fill, fill 4 of c0-2 id late');
    expect(told.tell('operator close 1')).toEqual(['lane 1: submit sell 6 operatorExit: operator: because']);
  });

  it('of another asset pay its fees', () => {
    const told = after('operator move 3 GT, candle 100 buy, fill fee 2 GT, armed');
    expect(told.engine.view.ledger.balance('GT')).toBe(decimal('1'));
    expect(told.tell('operator move -1 GT')).toEqual(['move -1 GT', 'info fundsMoved']);
  });
});

describe('a run with deposits and withdrawals', () => {
  const closes = [100, 104, 99, 97, 103, 108, 101, 95, 99, 111, 106, 100, 92, 97, 105];
  const sized: ToldOptions = {
    instruments: [{ ...BTC, stepSize: quantity('0.00000001'), takerFeeRate: decimal('0.001') }],
    size: { kind: 'equityShare', share: 0.6 },
    exits: {},
  };

  /** Buys and sells by turns, each a share of equity, and moves funds after these candles. */
  function play(flows: Readonly<Record<number, string>>) {
    const told = toldEngine(sized);
    const timeMs: number[] = [];
    const equity: number[] = [];
    const moved: FlowPoint[] = [];
    for (const [at, close] of closes.entries()) {
      const wish = at % 3 === 0 ? (told.now('position') === 0 ? 'buy' : 'sell') : '-';
      told.tell(`candle ${close} ${wish}${wish === '-' ? '' : ', fill, armed'}`);
      timeMs.push(told.nowMs);
      equity.push(told.engine.view.portfolio.equity);
      const amount = flows[at];
      if (amount === undefined) continue;
      moved.push({ timeMs: told.nowMs, amount: Number(amount), equityBefore: told.engine.view.portfolio.equity });
      expect(told.tell(`operator move ${amount}`)).toContain('info fundsMoved');
    }
    const input = { timeMs: Float64Array.from(timeMs), equity: Float64Array.from(equity), trips: [] };
    const { returnRatio, profit } = portfolioOf(told);
    const { netProfit, ...ratios } = summarize({ ...input, flows: moved });
    return { returnRatio, profit, netProfit, ratios, first: equity[0] ?? 0 };
  }

  it.each([
    ['a deposit', { 4: '25000' }],
    ['a withdrawal', { 10: '-3000' }],
    ['both', { 3: '5000', 5: '-2500', 9: '700.5', 11: '-4000' }],
  ] as const)('has the same returns as one without: %s', (_what, flows) => {
    const [with_, without] = [play(flows), play({})];
    expect(without.returnRatio).not.toBeCloseTo(0, 3);
    expect(with_.returnRatio).toBeCloseTo(without.returnRatio, 7);
    for (const name of ['totalReturn', 'maxDrawdown'] as const) {
      expect(with_.ratios[name], name).toBeCloseTo(without.ratios[name] ?? Number.NaN, 7);
    }
    expect(with_.netProfit).toBeCloseTo(with_.profit + 10_000 - with_.first, 6);
    expect(with_.profit).not.toBeCloseTo(without.profit, 0);
  });
});

describe('the smallest amounts', () => {
  it('are booked exactly', () => {
    const told = after('candle 100, operator move 0.000000000000000001');
    expect(told.engine.view.ledger.balance('USDT')).toBe(decimal('10000.000000000000000001'));
  });
});
