/** A paper run that plays files: its candles, its strategy, its command line, and what its journal says in the end. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import type { Audit } from './audit.ts';

/** Enters at the market and by resting limit orders, leaves by signal, stop and target: every kind of order there is. */
const STRATEGY = `
import { defineStrategy, integer } from 'crypto-ai-bot/strategy';

export const restless = defineStrategy({
  name: 'restless',
  parameters: { every: integer({ from: 2, to: 50, default: 7 }) },
  lookback: 0,
  setup({ parameters, indicators }) {
    const average = indicators.ema(20);
    return ({ candle, index, position, enterLong, exit }) => {
      if (position) return position.candlesHeld > 12 && candle.close < average.current ? exit({ reason: 'below average' }) : undefined;
      if (index % parameters.every !== 0) return undefined;
      if (index % 2 === 0) return enterLong({ reason: 'at the market', stopPrice: candle.close * 0.99 });
      return enterLong({ reason: 'below the market', limitPrice: candle.close * 0.997, stopPrice: candle.close * 0.985 });
    };
  },
});
`;

/** Writes the candles and the strategy; gives the settings that trade them. */
export function prepareSession(folder: string, options: { seed: number; count: number }): Record<string, string> {
  const { seed, count } = options;
  writeFileSync(join(folder, 'restless.ts'), STRATEGY);
  for (const [place, name] of ['btc', 'eth'].entries()) {
    writeFileSync(join(folder, `${name}.csv`), toCsv(walk({ seed: seed + place, count, volatility: 0.006 })));
  }
  return {
    REPLAY_FILE: 'btc.csv,eth.csv',
    SYMBOLS: 'BTC/USDT,ETH/USDT',
    TIMEFRAME: '1m',
    STRATEGY: join(folder, 'restless.ts'),
    SIMULATED_WARMUP: '30',
    SIMULATED_SPEED: '1000000',
    TAKE_PROFIT_PCT: '1.5%',
    RISK_PROFILE: 'open',
    MAX_POSITIONS: '2',
    DB_PATH: 'paper.db',
  };
}

/** Replays the journal in a process of its own, where a user's strategies can be loaded. */
export function auditJournal(path: string, markedSequence = Number.POSITIVE_INFINITY): Audit {
  const script = fileURLToPath(new URL('audit-journal.ts', import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, [script, path, String(markedSequence)], { encoding: 'utf8' }),
  ) as Audit;
}
