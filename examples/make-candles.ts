/**
 * Writes a candle file to play with: a synthetic market from a seed, the same for everybody.
 *
 *   node examples/make-candles.ts data/btc_1h.csv 5000 1h 42
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeCandleCsv } from '../src/adapters/candles/index.ts';
import { createMarketModel, simulatedInstruments } from '../src/core/simulation/market/index.ts';
import { durationMs, parseTimeframe } from '../src/domain/index.ts';

const [path = 'data/btc_1h.csv', countText = '5000', timeframeText = '1h', seed = '42'] = process.argv.slice(2);
const length = Number(countText);
const timeframe = parseTimeframe(timeframeText);
if (!timeframe.ok || !Number.isSafeInteger(length) || length < 1) {
  throw new Error(
    'usage: node examples/make-candles.ts FILE COUNT TIMEFRAME SEED, for example data/btc_1h.csv 5000 1h 42',
  );
}

const market = createMarketModel({
  seed: Number(seed),
  instruments: simulatedInstruments(['BTC/USDT']),
  intervalMs: durationMs(timeframe.value),
  startMs: Date.UTC(2024, 0, 1),
});
const column = () => new Float64Array(length);
const [openTimeMs, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()];
for (let row = 0; row < length; row += 1) {
  market.advance();
  const candle = market.candleAt(0);
  if (!candle) throw new Error(`the market has no candle ${row}`);
  openTimeMs[row] = candle.openTimeMs;
  open[row] = candle.open;
  high[row] = candle.high;
  low[row] = candle.low;
  close[row] = candle.close;
  volume[row] = candle.volume;
}

mkdirSync(dirname(path), { recursive: true });
await writeCandleCsv({ length, openTimeMs, open, high, low, close, volume }, path);
print(`${length} candles of ${timeframe.value} in ${path}`);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
