import { describe, expect, it } from 'vitest';
import type { EngineView } from '../../../core/engine/index.ts';
import { MINUTE, START_MS, aCandle, anInstrument, engineSettings, scripted } from '../../../../test/support/build.ts';
import { type JournaledRun, startRun } from '../../../runtime/testing.ts';
import { instrumentsOf, resumptionOf, symbolsFrom, symbolsOf } from './traded-symbols.ts';

const BTC = anInstrument();
const ETH = anInstrument({ id: 1, symbol: 'ETH/USDT', base: 'ETH' });

/** A run of two symbols that were told so many candles. */
function told(btc: number, eth: number): EngineView {
  const run: JournaledRun = startRun(engineSettings(scripted({})), { instruments: [BTC, ETH] });
  for (let at = 0; at < Math.max(btc, eth); at += 1) {
    if (at < btc) run.driver.close(0, aCandle(at));
    if (at < eth) run.driver.close(1, aCandle(at));
    run.driver.flush();
  }
  return run.engine.view;
}

const minute = (at: number): number => START_MS + at * MINUTE;
const BOTH = [BTC, ETH].map(({ symbol, id }) => ({ symbol, id }));

describe('the market goes on', () => {
  it.each([
    ['behind the newest candle, when all were told it', 5, 5, 5, false],
    ['with the newest candle, when one was not told it', 5, 4, 4, false],
    // Time goes on where it was: what it has missed is history to it.
    ['with the newest candle, when one was told nothing for long', 9, 4, 8, true],
    ['with the newest candle, when one was never told anything', 9, 0, 8, true],
  ])('%s', (_what, btc, eth, resumed, isAnyBehind) => {
    expect(resumptionOf(told(btc, eth), BOTH)).toEqual({ resumeMs: minute(resumed), isAnyBehind });
  });

  it('behind the newest candle for a symbol that is added', () => {
    const symbols = [...BOTH, { symbol: 'ADA/USDT', id: 2 }];
    expect(resumptionOf(told(5, 5), symbols)).toEqual({ resumeMs: minute(5), isAnyBehind: true });
  });

  it('whatever a symbol was told that nobody asks for any more', () => {
    expect(resumptionOf(told(9, 4), BOTH.slice(0, 1))).toEqual({ resumeMs: minute(9), isAnyBehind: false });
  });

  it('from its beginning, when nothing was told', () => {
    expect(resumptionOf(told(0, 0), BOTH)).toBeUndefined();
  });
});

it('symbols have the numbers of the run, new ones behind', () => {
  expect(symbolsFrom(['ETH/USDT', 'BTC/USDT'])).toEqual([
    { symbol: 'ETH/USDT', id: 0 },
    { symbol: 'BTC/USDT', id: 1 },
  ]);
  expect(symbolsOf(told(1, 1), ['ADA/USDT', 'ETH/USDT', 'XRP/USDT'])).toEqual([
    { symbol: 'ETH/USDT', id: 1 },
    { symbol: 'ADA/USDT', id: 2 },
    { symbol: 'XRP/USDT', id: 3 },
  ]);
});

it('an instrument that nobody asks for is known as it was', () => {
  const ADA = anInstrument({ id: 2, symbol: 'ADA/USDT', base: 'ADA' });
  const changed = { ...ETH, priceBandRatio: 0.1 };
  expect(instrumentsOf([BTC, ETH], [changed, ADA])).toEqual({ all: [BTC, changed, ADA], added: [ADA] });
});
