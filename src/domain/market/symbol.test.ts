import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_QUOTES, normalizeSymbol } from './symbol.ts';

describe('a market name', () => {
  it.each([
    ['BTC/USDT', 'BTC/USDT'],
    ['BTC_USDT', 'BTC/USDT'],
    ['BTC-USDT', 'BTC/USDT'],
    ['btcusdt', 'BTC/USDT'],
    [' btc/usdt ', 'BTC/USDT'],
    ['BTCNOK', 'BTC/NOK'],
    ['ETHBTC', 'ETH/BTC'],
    ['BTCUSD', 'BTC/USD'],
    ['BTCFDUSD', 'BTC/FDUSD'],
    ['USDCUSDT', 'USDC/USDT'],
    ['1INCHUSDT', '1INCH/USDT'],
    ['DOGE/XYZ', 'DOGE/XYZ'],
  ])('%s is read as %s', (text, symbol) => {
    expect(normalizeSymbol(text)).toEqual({ ok: true, value: symbol });
  });

  it.each([
    ['', 'is not a market; write it like BTC/USDT'],
    ['BTC', 'does not say where the quote begins'],
    ['USDT', 'does not say where the quote begins'],
    ['BTC/', 'is not a market'],
    ['BTC/USDT/EUR', 'is not a market'],
    ['BTC$USDT', 'is not a market'],
    ['BTCXYZ', 'known quotes are USDT USDC'],
    ['btc/BTC', 'has BTC on both sides'],
  ])('"%s" is refused with what is wrong: %s', (text, problem) => {
    const read = normalizeSymbol(text);
    expect(read.ok ? read.value : read.error).toContain(problem);
    expect(read.ok).toBe(false);
  });

  it('stays the same when it is read again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{1,8}$/), fc.constantFrom(...KNOWN_QUOTES), (base, quote) => {
        fc.pre(base !== quote);
        const first = normalizeSymbol(`${base}_${quote}`);
        expect(first).toEqual({ ok: true, value: `${base}/${quote}` });
        expect(first.ok && normalizeSymbol(first.value)).toEqual(first);
      }),
    );
  });
});
