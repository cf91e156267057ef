/** Every part of the program once, together. */
import type { Clock } from '../../ports/index.ts';
import { askHealth } from '../remote/ask-health.ts';
import type { SmokeBench, SmokePlan, WithSmokeBench } from './smoke-bench.ts';
import { smokeCandles } from './smoke-candles.ts';

export interface SmokeCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  /** What was seen, or what is wrong. */
  readonly detail: string;
}

export interface SmokeRequest {
  readonly withBench: WithSmokeBench;
  readonly clock: Clock;
  readonly onCheck?: (check: SmokeCheck) => void;
}

/** Says what was seen; throws with what is wrong. */
type Check = (bench: SmokeBench, seen: Seen) => Promise<string>;

/** What later checks need of earlier ones. */
interface Seen {
  equity: number;
}

const SETTINGS: SmokePlan['settings'] = {
  SYMBOLS: 'BTC/USDT',
  TIMEFRAME: '1h',
  STRATEGY: 'ema-cross',
  STRATEGY_PARAMS: 'fast=5,slow=20',
  SIMULATED_SPEED: '1000000',
  SIMULATED_WARMUP: '50',
  PORT: '0',
};

const HEALTH_TIMEOUT_MS = 5000;

const CHECKS: Readonly<Record<string, Check>> = {
  settings: async (bench) => {
    const { count, mode } = await bench.settings();
    return `${count} settings are valid, mode is ${mode}`;
  },
  storage: async (bench) => {
    const entries = await bench.journalEntries();
    expectThat(entries === 1, `one entry was written, ${entries} were read`);
    return 'an entry was written, made durable and read';
  },
  backtest: async (bench, seen) => {
    const { roundTrips, equity } = await bench.backtest();
    expectThat(roundTrips > 0, 'the strategy made no round trip on candles that swing');
    seen.equity = equity;
    return `${roundTrips} round trips, equity ${equity.toFixed(2)}`;
  },
  'paper run': (bench, { equity }) =>
    bench.paper(async (paper) => {
      await paper.play();
      const found = paper.equity();
      expectThat(found === equity, `paper ends with ${found}, the backtest of the same candles with ${equity}`);
      return 'to the cent what the backtest says';
    }),
  restart: (bench, { equity }) =>
    bench.paper(async (paper) => {
      const found = paper.equity();
      expectThat(paper.recoveredEntries > 0, 'nothing was recovered');
      expectThat(found === equity, `recovered equity is ${found}, it was ${equity}`);
      return `${paper.recoveredEntries} entries recovered`;
    }),
  replay: async (bench) => {
    const { isEqual, mismatchCount, answered } = await bench.replay();
    expectThat(isEqual, `${mismatchCount} entries are answered otherwise`);
    return `${answered} answers are the recorded ones`;
  },
  http: (bench) =>
    bench.paper((paper) =>
      paper.serve(async (url) => {
        const health = await askHealth(url, HEALTH_TIMEOUT_MS);
        if (!health.ok) throw new Error(health.error.message);
        return `GET /health answered ${health.value.httpStatus}`;
      }),
    ),
};

/** Later checks run even when earlier ones failed: one broken part should not hide another. */
export function runSmokeChecks({ withBench, clock, onCheck }: SmokeRequest): Promise<readonly SmokeCheck[]> {
  const plan = { fileName: 'BTC-USDT_1h.csv', candles: smokeCandles(), settings: SETTINGS };
  return withBench(plan, async (bench) => {
    const seen: Seen = { equity: Number.NaN };
    const checks: SmokeCheck[] = [];
    for (const [name, check] of Object.entries(CHECKS)) {
      const startedMs = clock.monotonicMs();
      const outcome = await check(bench, seen).then(
        (detail) => ({ ok: true, detail }),
        (error: unknown) => ({ ok: false, detail: error instanceof Error ? error.message : String(error) }),
      );
      const done = { name, ...outcome, durationMs: Math.round(clock.monotonicMs() - startedMs) };
      checks.push(done);
      onCheck?.(done);
    }
    return checks;
  });
}

function expectThat(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
