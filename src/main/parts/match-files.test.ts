import { describe, expect, it } from 'vitest';
import { matchFiles } from './match-files.ts';

describe('candle files go to', () => {
  it.each([
    ['their symbols in order', ['BTCUSDT-1h.csv', 'ETHUSDT-1h.csv'], ['BTC/USDT', 'ETH/USDT'], [0, 1]],
    ['the symbol in their name', ['ETHUSDT-1h.csv', 'BTCUSDT-1h.csv'], ['BTC/USDT', 'ETH/USDT'], [1, 0]],
    ['their place without a name', ['b.csv', 'a.csv'], ['BTC/USDT', 'ETH/USDT'], [0, 1]],
    ['what the named ones leave', ['a.csv', 'BTC_USDT.csv', 'b.csv'], ['BTC/USDT', 'SOL/USDT', 'ETH/USDT'], [1, 0, 2]],
    ['what a person says of a name that is not traded', ['BTCUSDT.csv'], ['BTC/USDC'], [0]],
  ])('%s', (_, paths, symbols, order) => {
    expect(matchFiles(paths, symbols)).toEqual({ ok: true, value: order.map((at) => paths[at]) });
  });

  it('no symbol when two are named after one', () => {
    const matched = matchFiles(['BTCUSDT-1.csv', 'BTCUSDT-2.csv'], ['BTC/USDT', 'ETH/USDT']);
    expect(matched).toEqual({
      ok: false,
      error: ['BTCUSDT-2.csv and BTCUSDT-1.csv are both named after BTC/USDT; rename the one of another symbol'],
    });
  });
});
