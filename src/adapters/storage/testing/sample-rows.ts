import type { Explanation } from '../../../domain/decision.ts';
import { decimal } from '../../../domain/decimal.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { notional, price, quantity } from '../../../domain/units.ts';
import type {
  AccountRow,
  DecisionRow,
  DeniedEntry,
  EquityRow,
  FillRow,
  FlowRow,
  NoticeRow,
  OrderRow,
  PositionRow,
  RoundTripRow,
} from '../../../ports/projections.ts';

export const SAMPLE_TIME_MS = 1_700_000_000_000;

export function anInstrument(changes: Partial<Instrument> = {}): Instrument {
  return {
    id: 0,
    symbol: 'BTC/USDT',
    venue: 'gateio',
    base: 'BTC',
    quote: 'USDT',
    tickSize: price('0.01'),
    stepSize: quantity('0.00001'),
    minQuantity: quantity('0.0001'),
    minNotional: notional('5'),
    makerFeeRate: decimal('0.001'),
    takerFeeRate: decimal('0.002'),
    feeAsset: 'received',
    status: 'trading',
    ...changes,
  };
}

export function anOrder(
  clientOrderId: string,
  changes: Partial<OrderRow> = {},
  request: Partial<OrderRow['request']> = {},
): OrderRow {
  return {
    request: {
      clientOrderId,
      instrument: 0,
      side: 'buy',
      type: 'market',
      timeInForce: 'ioc',
      quantity: quantity('0.1'),
      purpose: 'entry',
      lane: 0,
      decisionId: 'd1',
      reason: 'fast crossed above slow',
      ...request,
    },
    status: 'submitted',
    filledQuantity: quantity('0'),
    averagePrice: undefined,
    createdTimeMs: SAMPLE_TIME_MS,
    updatedTimeMs: SAMPLE_TIME_MS,
    venueOrderId: undefined,
    firedBy: undefined,
    lastReason: '',
    ...changes,
  };
}

export function aFill(tradeId: string, changes: Partial<FillRow> = {}): FillRow {
  return {
    venue: 'gateio',
    tradeId,
    instrument: 0,
    clientOrderId: 'run-1',
    lane: 0,
    side: 'buy',
    price: price('30000.01'),
    quantity: quantity('0.05'),
    fee: decimal('0.00005'),
    feeAsset: 'BTC',
    liquidity: 'taker',
    realizedPnl: undefined,
    timeMs: SAMPLE_TIME_MS,
    ...changes,
  };
}

export function aPosition(lane: number, changes: Partial<PositionRow> = {}): PositionRow {
  return {
    lane,
    strategy: 'ema-cross',
    instrument: 0,
    quantity: quantity('0.09995'),
    entryPrice: price('30000.01'),
    stopPrice: 29_400,
    targetPrice: undefined,
    openedTimeMs: SAMPLE_TIME_MS,
    updatedTimeMs: SAMPLE_TIME_MS,
    closedTimeMs: undefined,
    ...changes,
  };
}

export function aRoundTrip(changes: Partial<RoundTripRow> = {}): RoundTripRow {
  return {
    lane: 0,
    strategy: 'ema-cross',
    instrument: 0,
    entryTimeMs: SAMPLE_TIME_MS,
    exitTimeMs: SAMPLE_TIME_MS + 3_600_000,
    quantity: quantity('0.1'),
    averageEntryPrice: price('30000'),
    averageExitPrice: price('30300.000000000000000001'),
    costNotional: notional('3000'),
    proceedsNotional: notional('3030.0000000000000001'),
    grossPnl: notional('30'),
    fees: notional('12.06'),
    netPnl: notional('17.94'),
    returnRatio: 0.005_98,
    otherFees: { GT: decimal('0.25') },
    fills: 3,
    entries: 1,
    exitReason: 'take-profit',
    ...changes,
  };
}

const EXPLANATION: Explanation = {
  signals: { fast: 101.5, slow: 100.25, isWarm: true, note: null },
  weights: { trend: 0.6 },
  thresholds: { buy: 0.55 },
  blocks: [],
  context: { timeMs: SAMPLE_TIME_MS, regime: 'bull' },
  model: { name: 'logistic', version: '3' },
};

export function aDecision(id: string, changes: Partial<DecisionRow> = {}): DecisionRow {
  return {
    id,
    lane: 0,
    strategy: 'ema-cross',
    instrument: 0,
    timeMs: SAMPLE_TIME_MS + 60_000,
    candleOpenTimeMs: SAMPLE_TIME_MS,
    action: 'buy',
    reason: 'fast crossed above slow',
    score: 0.75,
    scoreBlended: 0.7,
    confidence: 0.5,
    regime: 'bull',
    explain: EXPLANATION,
    ...changes,
  };
}

export function aDenial(decisionId: string, changes: Partial<DeniedEntry> = {}): DeniedEntry {
  return {
    decisionId,
    lane: 0,
    instrument: 0,
    timeMs: SAMPLE_TIME_MS,
    blocks: [
      {
        rule: 'max-positions',
        code: 'maxPositions',
        message: '3 positions are open, the limit is 3',
        limit: 3,
        value: 3,
      },
      { rule: 'trading-hours', code: 'tradingHours', message: 'it is 23:10 UTC', limit: '08:00-22:00', value: '23:10' },
    ],
    ...changes,
  };
}

export function anEquitySample(timeMs: number, equity = 10_000): EquityRow {
  const profit = { closedPnl: 12.5, openPnl: -3.25, openExitFees: 0.75, dustPnl: 0.01 };
  return { timeMs, equity, cash: equity / 2, drawdownRatio: 0.01, returnRatio: equity / 10_000 - 1, profit };
}

export function aFlow(changes: Partial<FlowRow> = {}): FlowRow {
  const amount = decimal('500.000000000000000001');
  return {
    timeMs: SAMPLE_TIME_MS,
    asset: 'USDT',
    amount,
    equityBefore: 9000.5,
    actor: 'api',
    reason: 'pay day',
    ...changes,
  };
}

export function anAccount(changes: Partial<AccountRow> = {}): AccountRow {
  const { quantity: held, entryPrice, openedTimeMs } = aPosition(0);
  const position = { lane: 0, strategy: 'ema-cross', instrument: 0, quantity: held, entryPrice, openedTimeMs };
  const figures = { lastPrice: 29_900.5, realizedPnl: 0.5, unrealizedPnl: -18.04, exitFee: 5.98, profitRatio: -0.006 };
  return {
    ...anEquitySample(SAMPLE_TIME_MS),
    positions: [{ ...position, fees: notional('3.000000000000000001'), ...figures }],
    ...changes,
  };
}

export function aNotice(changes: Partial<NoticeRow> = {}): NoticeRow {
  return { timeMs: SAMPLE_TIME_MS, level: 'info', code: 'positionOpened', message: 'bought 0.1 BTC', ...changes };
}
