import { describe, expect, it } from 'vitest';
import { guessFromFileName } from './guess-from-file-name.ts';

describe('guessFromFileName', () => {
  it.each([
    ['BINANCE_BTC-USDT_1m_20220501.csv.gz', 'BTC/USDT', '1m'],
    ['BTCUSDT-1h.csv', 'BTC/USDT', '1h'],
    ['BTCUSDT-15m-2024-01.csv', 'BTC/USDT', '15m'],
    ['data/candles/eth_btc_4h.csv', 'ETH/BTC', '4h'],
    ['C:\\data\\BTC_USDT-5m.tsv', 'BTC/USDT', '5m'],
    ['Binance_ETHUSDT_2021_minute.csv', 'ETH/USDT', '1m'],
    ['firi_BTCNOK_60min.csv.gz', 'BTC/NOK', '1h'],
    ['Bitstamp_BTCUSD_d.csv', 'BTC/USD', '1d'],
  ])('%s', (name, symbol, timeframe) => {
    expect(guessFromFileName(name)).toEqual({ symbol, timeframe, isQuoteAssumed: false });
  });

  it('assumes USDT for a base alone, and says so', () => {
    expect(guessFromFileName('btc_1h.csv')).toEqual({ symbol: 'BTC/USDT', timeframe: '1h', isQuoteAssumed: true });
    expect(guessFromFileName('BINANCE_BTC_1h.csv')).toMatchObject({ symbol: 'BTC/USDT', isQuoteAssumed: true });
  });

  it('leaves out what the name does not say', () => {
    expect(guessFromFileName('candles.csv')).toEqual({ isQuoteAssumed: false });
    expect(guessFromFileName('BTC_USDT-202301.csv.gz')).toEqual({ symbol: 'BTC/USDT', isQuoteAssumed: false });
    expect(guessFromFileName('BTCUSDT-1M.csv')).toEqual({ symbol: 'BTC/USDT', isQuoteAssumed: false });
    expect(guessFromFileName('prices_1h.csv')).toEqual({ timeframe: '1h', isQuoteAssumed: false });
    expect(guessFromFileName('')).toEqual({ isQuoteAssumed: false });
  });
});
