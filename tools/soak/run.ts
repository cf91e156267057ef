/**
 * `npm run soak`: the real program with ten symbols while somebody asks its API all the time. Prints how memory, after
 * collecting garbage, and handles develop; ends with 1 when they grow.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CAB, startProcess } from '../../test/black-box/live-process.ts';
import type { Sample } from './probe.ts';
import { slope } from './slope.ts';

const SYMBOLS = ['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'DOGE', 'LTC', 'DOT', 'LINK', 'AVAX'].map((base) => `${base}/USDT`);
const PATHS = [
  '/health',
  '/ready',
  '/metrics',
  '/api/v1/status',
  '/status/extended',
  '/api/v1/positions',
  '/api/v1/orders',
  '/api/v1/fills',
  '/api/v1/round-trips',
  '/api/v1/decisions',
  '/api/v1/equity',
  '/api/v1/events',
  '/api/v1/risk',
  '/api/v1/candles?symbol=BTC/USDT',
  '/',
];
const MIB = 1024 * 1024;
const MOST_MIB_PER_HOUR = 1;
const SAMPLES = 60;
const HOUR_MS = 3_600_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    speed: { type: 'string', default: '100' },
    rate: { type: 'string', default: '20' },
  },
});
const durationMs = Number(values.minutes) * 60_000;
const folder = mkdtempSync(join(tmpdir(), 'cab-soak-'));
const file = join(folder, 'samples.jsonl');
const probe = fileURLToPath(new URL('probe.ts', import.meta.url));
const life = startProcess(
  process.execPath,
  ['--expose-gc', '--import', probe, CAB, 'run', '--no-supervisor', '--port', '0'],
  {
    folder,
    environment: {
      SYMBOLS: SYMBOLS.join(','),
      TIMEFRAME: '1m',
      SIMULATED_SPEED: values.speed,
      RISK_PROFILE: 'open',
      SOAK_FILE: file,
      SOAK_INTERVAL_MS: String(durationMs / SAMPLES),
    },
  },
);
const answers = new Map<number, number>();

async function ask(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
}

async function load(base: string): Promise<void> {
  const endMs = performance.now() + durationMs;
  for (let turn = 0; performance.now() < endMs; turn += 1) {
    await ask(`${base}${PATHS[turn % PATHS.length]}`);
    await delay(1000 / Number(values.rate));
  }
}

function most(key: 'descriptors' | 'handles', samples: readonly Sample[]): number {
  return Math.max(...samples.map((sample) => sample[key]));
}

function report(samples: readonly Sample[]): boolean {
  // The first half is warming up, which takes a day of the market: what is remembered for a day is full only then.
  const warm = samples.slice(Math.ceil(samples.length / 2));
  const hours = (sample: Sample): number => (sample.timeMs - (warm[0]?.timeMs ?? 0)) / HOUR_MS;
  const growth = slope(warm.map((sample) => ({ x: hours(sample), y: sample.usedBytes / MIB })));
  const half = Math.floor(warm.length / 2);
  const isFlat = (['descriptors', 'handles'] as const).every(
    (key) => most(key, warm.slice(half)) <= most(key, warm.slice(0, half)),
  );
  const [first, last] = [warm[0], warm.at(-1)];
  const lines = [
    ['minutes', values.minutes],
    ['symbols', String(SYMBOLS.length)],
    ['market speed', `${values.speed} times`],
    ['samples after warm-up', String(warm.length)],
    ['answers by status', JSON.stringify(Object.fromEntries(answers))],
    ['memory after collection', `${mebibytes(first?.usedBytes)} at first, ${mebibytes(last?.usedBytes)} at last`],
    ['on its way', onTheWay(samples)],
    ['its slope', `${growth.toFixed(2)} MiB/h, less than ${MOST_MIB_PER_HOUR} is right`],
    ['resident', `${mebibytes(first?.residentBytes)} at first, ${mebibytes(last?.residentBytes)} at last`],
    [
      'descriptors',
      `${first?.descriptors} at first, ${last?.descriptors} at last, at most ${most('descriptors', warm)}`,
    ],
    ['handles', `${first?.handles} at first, ${last?.handles} at last, at most ${most('handles', warm)}`],
  ];
  for (const [name = '', value = ''] of lines) process.stdout.write(`${name.padEnd(24)} ${value}\n`);
  return growth < MOST_MIB_PER_HOUR && isFlat;
}

/** Twelve of the samples. */
function onTheWay(samples: readonly Sample[]): string {
  const step = Math.ceil(samples.length / 12);
  return samples
    .filter((_, i) => i % step === 0)
    .map(({ usedBytes }) => (usedBytes / MIB).toFixed(1))
    .join(' ');
}

function mebibytes(bytes = Number.NaN): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

let isRight = false;
try {
  if (!(await life.hasSaid('"msg":"run started"'))) throw new Error(life.said());
  const [, base = ''] = /"page":"([^"]+)"/.exec(life.said()) ?? [];
  await load(base);
  life.child.kill('SIGTERM');
  const { code } = await life.ended;
  if (code !== 0) throw new Error(`the bot ended with ${code}: ${life.said().slice(-2000)}`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  isRight = report(lines.map((line) => JSON.parse(line) as Sample));
} finally {
  life.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isRight ? 0 : 1;
