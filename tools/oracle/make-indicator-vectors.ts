/** Writes `test/vectors/indicators.json`: what TA-Lib answers for a synthetic market. Run it with node, no arguments. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Candle } from '../../src/domain/market/candle.ts';
import { type IndicatorName } from '../../src/core/indicators/index.ts';
import { syntheticCandles } from './synthetic-candles.ts';
import { type TaLibLine, loadTaLib } from './ta-lib.ts';

const SEED = 20_240_101;
const COUNT = 600;

const taLib = await loadTaLib();
const candles = syntheticCandles(COUNT, SEED);
const column = (name: keyof Candle) => candles.map((candle) => candle[name]);
const columns = {
  openTimeMs: column('openTimeMs'),
  open: column('open'),
  high: column('high'),
  low: column('low'),
  close: column('close'),
  volume: column('volume'),
};
const { open, high, low, close, volume } = columns;

interface Vector {
  readonly indicator: IndicatorName;
  readonly parameters: readonly unknown[];
  readonly reference: string;
  readonly lines: Readonly<Record<string, TaLibLine>>;
}
const vectors: Vector[] = [];

/** One vector from one TA-Lib function whose outputs are the indicator's lines in this order. */
function record(
  indicator: IndicatorName,
  parameters: readonly unknown[],
  call: readonly [name: string, inputs: readonly (readonly number[])[], options: readonly number[]],
  lineNames: readonly string[] = ['value'],
): void {
  const lines = Object.fromEntries(lineNames.map((line, position) => [line, answer(call, position, lineNames.length)]));
  vectors.push({ indicator, parameters, reference: call[0], lines });
}

function answer(
  [name, inputs, options]: readonly [string, readonly (readonly number[])[], readonly number[]],
  position = 0,
  outputCount = 1,
): TaLibLine {
  const line = taLib({ name, inputs, options, outputCount })[position];
  if (line === undefined) throw new Error(`TA_${name} must have more than ${position} outputs`);
  return line;
}

const SIMPLE = 0;
const median = answer(['MEDPRICE', [high, low], []]).values;
const typical = answer(['TYPPRICE', [high, low, close], []]).values;
const average = answer(['AVGPRICE', [open, high, low, close], []]).values;
const bands = ['upper', 'middle', 'lower'];

record('ema', [20], ['EMA', [close], [20]]);
record('ema', [7, 'hl2'], ['EMA', [median], [7]]);
record('sma', [20], ['SMA', [close], [20]]);
record('sma', [9, 'ohlc4'], ['SMA', [average], [9]]);
record('wma', [20], ['WMA', [close], [20]]);
record('wma', [9, 'hlc3'], ['WMA', [typical], [9]]);
record('rsi', [14], ['RSI', [close], [14]]);
record('rsi', [5, 'hlc3'], ['RSI', [typical], [5]]);
record('macd', [12, 26, 9], ['MACD', [close], [12, 26, 9]], ['macd', 'signal', 'histogram']);
record('macd', [3, 10, 4], ['MACD', [close], [3, 10, 4]], ['macd', 'signal', 'histogram']);
record('atr', [14], ['ATR', [high, low, close], [14]]);
record('atr', [1], ['ATR', [high, low, close], [1]]);
record('bollinger', [20, 2], ['BBANDS', [close], [20, 2, 2, SIMPLE]], bands);
record('bollinger', [8, 2.5], ['BBANDS', [close], [8, 2.5, 2.5, SIMPLE]], bands);
for (const period of [14, 5]) {
  const lines = {
    adx: answer(['ADX', [high, low, close], [period]]),
    plusDi: answer(['PLUS_DI', [high, low, close], [period]]),
    minusDi: answer(['MINUS_DI', [high, low, close], [period]]),
  };
  vectors.push({ indicator: 'adx', parameters: [period], reference: 'ADX, PLUS_DI, MINUS_DI', lines });
}
record('roc', [10], ['ROC', [close], [10]]);
record('stochastic', [14, 3, 3], ['STOCH', [high, low, close], [14, 3, SIMPLE, 3, SIMPLE]], ['k', 'd']);
record('stochastic', [5, 1, 4], ['STOCH', [high, low, close], [5, 1, SIMPLE, 4, SIMPLE]], ['k', 'd']);
const donchian = {
  upper: answer(['MAX', [high], [20]]),
  middle: answer(['MIDPRICE', [high, low], [20]]),
  lower: answer(['MIN', [low], [20]]),
};
const inclusive = [20, { excludeCurrent: false }];
vectors.push({ indicator: 'donchian', parameters: inclusive, reference: 'MAX, MIDPRICE, MIN', lines: donchian });
record('obv', [], ['OBV', [close, volume], []]);

const talibPackage = new URL('../package.json', import.meta.resolve('talib-web'));
const { version } = JSON.parse(readFileSync(talibPackage, 'utf8')) as { version: string };
const header = {
  about: 'Answers of TA-Lib for a synthetic market. Generated: do not edit.',
  tool: `talib-web ${version}`,
  command: 'node tools/oracle/make-indicator-vectors.ts',
  seed: SEED,
};
const text = `{
${Object.entries(header).map(entry).join(',\n')},
"candles":{
${Object.entries(columns).map(entry).join(',\n')}
},
"vectors":[
${vectors.map((vector) => JSON.stringify(vector)).join(',\n')}
]}
`;
writeFileSync(new URL('../../test/vectors/indicators.json', import.meta.url), text);
process.stdout.write(`${vectors.length} vectors over ${COUNT} candles, ${text.length} bytes\n`);

function entry([key, value]: readonly [string, unknown]): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}
