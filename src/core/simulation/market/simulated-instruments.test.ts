import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../../domain/decimal.ts';
import { simulatedInstruments } from './simulated-instruments.ts';

describe('the pairs of the simulated exchange', () => {
  it.each([
    { symbol: 'BTC/USDT', tick: '0.1', step: '0.000001', minNotional: '3' },
    { symbol: 'ETH/USDT', tick: '0.01', step: '0.00001', minNotional: '3' },
    { symbol: 'XRP/USDT', tick: '0.00001', step: '0.1', minNotional: '3' },
    { symbol: 'BTC/NOK', tick: '1', step: '0.000001', minNotional: '30' },
    { symbol: 'ETH/BTC', tick: '0.000001', step: '0.00001', minNotional: '0.00005' },
    { symbol: 'NEW/USDT', tick: '0.0001', step: '0.001', minNotional: '3' },
  ])('$symbol has the grain of a real venue', ({ symbol, tick, step, minNotional }) => {
    const [instrument] = simulatedInstruments([symbol]);
    expect(formatDecimal(instrument?.tickSize ?? 0n)).toBe(tick);
    expect(formatDecimal(instrument?.stepSize ?? 0n)).toBe(step);
    expect(formatDecimal(instrument?.minNotional ?? 0n)).toBe(minNotional);
  });

  it('are numbered in the order given', () => {
    expect(simulatedInstruments(['ETH/USDT', 'BTC/USDT']).map(({ id, base }) => `${id} ${base}`)).toEqual([
      '0 ETH',
      '1 BTC',
    ]);
  });

  it.each(['BTCUSDT', '/USDT', 'BTC/', 'A/B/C'])('refuse "%s", which is no pair', (symbol) => {
    expect(() => simulatedInstruments([symbol])).toThrow(RangeError);
  });
});
