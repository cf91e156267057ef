/**
 * A paper session as a program: the bot without its page, on the synthetic market, stopped after a number of candles.
 * Started again with the same folder it recovers from its journal and goes on.
 *
 *   node examples/paper-session.ts data/paper 500
 */
import { composePaper } from '../src/main/paper/compose-paper.ts';
import { formatProblem, loadSettings } from '../src/main/settings/index.ts';

const CANDLE_MS = 5 * 60_000;
const HISTORY = 300;
const [dataDirectory = 'data/paper', count = '500'] = process.argv.slice(2);

const settings = loadSettings({
  overrides: {
    SYMBOLS: 'BTC/USDT,ETH/USDT',
    TIMEFRAME: '5m',
    STRATEGY: 'ema-cross',
    STRATEGY_PARAMS: 'fast=5,slow=20',
    SIMULATED_SPEED: '100000',
    SIMULATED_WARMUP: String(HISTORY),
    DATA_DIR: dataDirectory,
  },
});
if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('\n'));

const composed = await composePaper({
  settings: settings.value,
  onNotice: ({ level, message }) => {
    if (level !== 'info') print(`${level}: ${message}`);
  },
});
if (!composed.ok) throw new Error(composed.error.join('\n'));

const { bot, loop, recoveredEntries } = composed.value;
print(recoveredEntries > 0 ? `recovered from ${recoveredEntries} journal entries` : 'a fresh run');

// A fresh run is told some history first, which only warms indicators up.
const startMs = bot.status().marketTimeMs + (recoveredEntries > 0 ? 0 : HISTORY * CANDLE_MS);
const wantedMs = Number(count) * CANDLE_MS;
const running = loop.run();
while (bot.status().marketTimeMs - startMs < wantedMs) await new Promise((resolve) => setTimeout(resolve, 20));
await loop.stop();
await running;

const { equity, quote, positions, sequence } = bot.status();
print(`journal entry ${sequence}, equity ${equity.toFixed(2)} ${quote}, ${positions.length} open positions`);
for (const { symbol, decision } of bot.recentDecisions(2)) print(`${symbol}: ${decision.action}, ${decision.reason}`);
composed.value.close();

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
