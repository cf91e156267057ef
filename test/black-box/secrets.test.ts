/** Canaries in every setting that is nobody's business, by every way in: no output, file or process list sings. */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toCsv, walk } from '../support/synthetic-candles.ts';
import { type Ending, botOf, cab, startProgram, workFolder } from './cab-process.ts';

const CAB = fileURLToPath(new URL('../../src/main/cab.ts', import.meta.url));

/** Every value, and the part of it that must not be seen. */
const CANARIES: Readonly<Record<string, readonly [value: string, canary: string]>> = {
  API_KEY: plain('canary01a7f3'),
  API_SECRET: plain('canary02b8e4+/=zz'),
  API_PASSWORD: ['canary 03 c9d5 "quoted"', 'canary 03 c9d5'],
  API_TOKEN: plain('canary04d0c6canary04d0c6canary04d0c6canary04d0c6'),
  TELEGRAM_BOT_TOKEN: ['123456:canary05e1b7-x', 'canary05e1b7'],
  TELEGRAM_WEBHOOK_SECRET: plain('canary06f2a8'),
  TELEGRAM_CHAT_ID: plain('-1009182736455463'),
  TELEGRAM_ADMIN_IDS: ['8273645546371,9182736455464', '8273645546371'],
  PUBLIC_BASE_URL: ['https://bot.example.org/canary0970b9canary0970b9', 'canary0970b9'],
  DISCORD_WEBHOOK_URL: ['https://discord.com/api/webhooks/1/canary1081ca', 'canary1081ca'],
  ALERT_WEBHOOK_URL: ['https://alerts.example.org/hook?k=canary1192db', 'canary1192db'],
  CONTEXT_BTC_DOMINANCE_URL: ['https://h.example/v1?apikey=canary12a3ec', 'canary12a3ec'],
  CONTEXT_FEAR_GREED_URL: ['https://h.example/canary13b4fd13b4fd/fng', 'canary13b4fd'],
  CONTEXT_DXY_URL: ['https://h.example/dxy.json#canary14c50e', 'canary14c50e'],
  SENTRY_DSN: ['https://canary15d61f@sentry.example.org/1', 'canary15d61f'],
  INFLUXDB_URL: ['http://localhost:8086/?token=canary16e720', 'canary16e720'],
  INFLUXDB_TOKEN: plain('canary17f831'),
  OPENAI_API_KEY: plain('sk-canary18a942'),
  OPENAI_BASE_URL: ['http://localhost:11434/v1?key=canary19ba53', 'canary19ba53'],
  REDIS_URL: ['redis://:canary20cb64@localhost:6379', 'canary20cb64'],
  // Names that are none of ours, for secrets that are.
  API_SECRETT: plain('canary21dc75'),
  TELEGRAM_BOT_TOKE: plain('canary22ed86'),
};
const HARMLESS = { INFLUXDB_BUCKET: 'trading' };
const MISSPELLED = new Set(['API_SECRETT', 'TELEGRAM_BOT_TOKE']);
const VALUES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CANARIES).map(([key, [value]]) => [key, value]),
);
const CORRECT = Object.fromEntries(Object.entries(VALUES).filter(([key]) => !MISSPELLED.has(key)));

function plain(value: string): readonly [string, string] {
  return [value, value];
}

/** As it is, and as it is after the usual encodings, wherever it begins in what was encoded. */
function forms(canary: string): readonly string[] {
  const bytes = Buffer.from(canary);
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((before * 8) / 6), -1);
  });
  return [canary, bytes.toString('hex'), encodeURIComponent(canary), ...base64];
}

const FORMS = Object.entries(CANARIES).flatMap(([key, [, canary]]) =>
  forms(canary).map((form) => [key, form] as const),
);

/** Which canaries can be heard in it. */
function heardIn(text: string): readonly string[] {
  return [...new Set(FORMS.filter(([, form]) => text.includes(form)).map(([key]) => key))];
}

/** Every file below the folder that the program wrote, as one text each; what was put there is left out. */
function filesIn(folder: string, given: ReadonlySet<string>): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => !given.has(name) && statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}

function findings(texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(texts).flatMap(([name, text]) => heardIn(text).map((key) => `${key} in ${name}`));
}

function outputs(endings: Readonly<Record<string, Ending>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(endings).flatMap(([name, { stdout, stderr }]) => [
      [`${name} (stdout)`, stdout],
      [`${name} (stderr)`, stderr],
    ]),
  );
}

const quoted = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}='${value}'\n`)
    .join('');
const sets = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([key, value]) => ['--set', `${key}=${value}`]);

interface WayIn {
  readonly environment: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** Files that it takes. */
  readonly given: readonly string[];
}

/** Puts values where each way in looks for them. */
const WAYS: Readonly<Record<string, (folder: string, values: Readonly<Record<string, string>>) => WayIn>> = {
  environment: (_folder, values) => ({ environment: values, args: [], given: [] }),
  '.env': (folder, values) => {
    writeFileSync(join(folder, '.env'), quoted(values), { mode: 0o600 });
    return { environment: {}, args: [], given: ['.env'] };
  },
  'secrets file': (folder, values) => {
    writeFileSync(join(folder, 's.json'), JSON.stringify(values), { mode: 0o600 });
    return { environment: { SECRETS_FILE: 's.json' }, args: [], given: ['s.json'] };
  },
  '--set': (_folder, values) => ({ environment: {}, args: sets(values), given: [] }),
  '_FILE and _B64': (folder, values) => {
    const keys = Object.keys(values).filter(
      (key) => /KEY|SECRET|TOKEN|PASSWORD|DSN|WEBHOOK_URL/.test(key) && !MISSPELLED.has(key),
    );
    for (const key of keys) writeFileSync(join(folder, key), values[key] ?? '', { mode: 0o600 });
    const named = keys.map((key, at): [string, string] =>
      at % 2 === 0 ? [`${key}_FILE`, key] : [`${key}_B64`, Buffer.from(values[key] ?? '').toString('base64')],
    );
    return { environment: Object.fromEntries(named), args: [], given: keys };
  },
};

describe.each(Object.entries(WAYS))('canaries by way of %s', (way, put) => {
  it('are in no answer about settings, right or wrong', async () => {
    const folder = workFolder();
    const right = put(folder, { ...CORRECT, ...HARMLESS });
    const endings: Record<string, Ending> = {};
    for (const line of ['config show', 'config show --json', 'config validate', 'config validate --json']) {
      endings[line] = await cab(folder, [...line.split(' '), ...right.args], right.environment);
    }
    expect(Object.values(endings).map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(endings['config show']?.stdout).toContain('[redacted]');
    // Each canary once more in a place where it is refused, and the names that are none.
    const wrong = put(folder, VALUES);
    const refused = {
      ...wrong.environment,
      MAX_POSITIONS: VALUES['API_SECRET'] ?? '',
      SYMBOLS: VALUES['API_TOKEN'] ?? '',
    };
    for (const line of ['config show', 'config validate --json', 'run']) {
      endings[`wrong ${line}`] = await cab(folder, [...line.split(' '), ...wrong.args], refused);
    }
    for (const url of ['https://me:canary01a7f3@[', 'http://me:canary01a7f3@127.0.0.1:1']) {
      endings[`health ${url}`] = await cab(folder, ['health', '--url', url], right.environment);
    }
    // Parsing comes before anything is read: one way in shows it.
    for (const [key, value] of way === 'environment' ? Object.entries(VALUES) : []) {
      endings[`--set ${key}`] = await cab(folder, ['run', '--set', `${key} ${value}`], right.environment);
    }
    expect(endings['wrong run']?.code).toBe(78);
    const given = new Set([...right.given, ...wrong.given]);
    expect(findings({ ...outputs(endings), ...filesIn(folder, given) })).toEqual([]);
  });
});

describe('canaries in a bot that runs', () => {
  it('are in no log, answer, file, process list or core dump', async () => {
    const folder = workFolder();
    const { environment, args } = WAYS['environment']?.(folder, { ...CORRECT, ...HARMLESS }) ?? {
      environment: {},
      args: [],
    };
    const more = { LOGS_DIR: 'logs', LOG_LEVEL: 'debug', CONTEXT_ENABLE: 'true' };
    const flags = [
      'run',
      '--port',
      '0',
      '--set',
      'SIMULATED_SPEED=60000',
      '--set',
      'API_PASSWORD=canary 03 c9d5 "quoted"',
    ];
    const line = ['-c', 'ulimit -c unlimited; exec "$@"', 'sh', process.execPath, CAB, ...flags, ...args];
    const life = startProgram('sh', line, { folder, environment: { ...environment, ...more } });
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    const bot = botOf(life);
    const texts: Record<string, string> = {};
    for (const what of ['cmdline', 'environ'])
      texts[`${what} of the bot`] = readFileSync(`/proc/${bot}/${what}`, 'latin1');
    texts['cmdline of the supervisor'] = readFileSync(`/proc/${life.child.pid}/cmdline`, 'latin1');
    expect(readFileSync(`/proc/${bot}/coredump_filter`, 'utf8').trim()).toBe('00000000');
    const page = /"page":"([^"]+)"/.exec(life.said())?.[1] ?? '';
    const headers = { authorization: `Bearer ${VALUES['API_TOKEN']}` };
    const api = (await (await fetch(`${page}/docs/json`, { headers })).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const paths = Object.entries(api.paths).filter(([path, methods]) => 'get' in methods && !/\{|stream/.test(path));
    expect(paths.length).toBeGreaterThan(12);
    for (const [path] of [...paths, ['/'], ['/no/such/canary01a7f3'.replace('canary01a7f3', 'page')]] as const) {
      texts[`GET ${path}`] = await (await fetch(page + path, { headers })).text();
    }
    const steered = await fetch(`${page}/api/v1/trading-state`, { method: 'POST', headers, body: '{' });
    texts['a wrong POST'] = await steered.text();
    // A crash that dumps its memory, and one more life after it.
    process.kill(bot, 'SIGSEGV');
    expect(await life.hasSaid('"msg":"run started"', 2)).toBe(true);
    life.child.kill('SIGTERM');
    const ending = await life.ended;
    expect(ending.code).toBe(0);
    for (const what of ['journal', 'notices', 'decisions']) {
      texts[`export ${what}`] = (await cab(folder, ['export', what], environment)).stdout;
    }
    const files = filesIn(folder, new Set());
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['data/bot.db', 'logs/crypto-ai-bot.log']));
    expect(findings({ ...texts, ...files, ...outputs({ run: ending }) })).toEqual([]);
  });

  it('are in no report of a crash, in no report of a backtest, and in no error', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'BTC-USDT_1m.csv'), toCsv(walk({ seed: 3, count: 300 })));
    writeFileSync(
      join(folder, 'broken.ts'),
      `import { defineStrategy } from 'crypto-ai-bot/strategy';
      export const broken = defineStrategy({
        name: 'broken',
        parameters: {},
        setup: () => {
          setTimeout(() => { throw new Error(${JSON.stringify(`failed with ${VALUES['API_SECRET']}`)}); }, 300);
          return () => undefined;
        },
      });`,
    );
    const given = new Set(['BTC-USDT_1m.csv', 'broken.ts']);
    const environment = {
      ...CORRECT,
      ...HARMLESS,
      NODE_OPTIONS: '--report-uncaught-exception --report-on-fatalerror --report-on-signal --report-signal=SIGUSR2',
    };
    const secret = ['--set', `API_SECRET=${VALUES['API_SECRET']}`];
    const report = ['--out-json', 'r.json', '--out-html', 'r.html', '--export-trades', 'r.csv', '--out-svg', 'r.svg'];
    const endings = {
      backtest: await cab(folder, ['backtest', 'BTC-USDT_1m.csv', ...report], environment),
      broken: await cab(folder, ['run', '--port', '0', '--no-supervisor', '--strategy', './broken.ts'], environment),
      'broken, and told by --set': await cab(
        folder,
        ['run', '--port', '0', '--no-supervisor', '--strategy', './broken.ts', ...secret],
        environment,
      ),
    };
    expect(Object.values(endings).map(({ code }) => code)).toEqual([0, 70, 70]);
    expect(findings({ ...outputs(endings), ...filesIn(folder, given) })).toEqual([]);
  });
});

describe('canaries in a report that was asked for', () => {
  it.each([
    ['is written without them', []],
    [
      'is not written when they stand on the command line, which it quotes',
      ['--set', `API_SECRET=${VALUES['API_SECRET']}`],
    ],
  ])('%s', async (_what, flags) => {
    const folder = workFolder();
    const environment = { ...CORRECT, ...HARMLESS, NODE_OPTIONS: '--report-on-signal --report-signal=SIGUSR2' };
    const line = [CAB, 'run', '--port', '0', '--no-supervisor', ...flags];
    const life = startProgram(process.execPath, line, { folder, environment });
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    life.child.kill('SIGUSR2');
    const ending = await life.ended;
    expect(ending.code).toBe(0);
    const files = filesIn(folder, new Set());
    expect(Object.keys(files).filter((name) => name.startsWith('report.'))).toHaveLength(flags.length === 0 ? 1 : 0);
    expect(findings({ ...files, ...outputs({ run: ending }) })).toEqual([]);
  });
});

describe('control', () => {
  it('a canary is heard, whatever it was made into', () => {
    const [, secret = ''] = CANARIES['API_SECRET'] ?? [];
    const basic = Buffer.from(`user:${secret}`).toString('base64');
    for (const text of [secret, basic, Buffer.from(secret).toString('hex'), `k=${encodeURIComponent(secret)}`]) {
      expect(heardIn(`before ${text} after`)).toEqual(['API_SECRET']);
    }
    expect(heardIn('nothing to hear')).toEqual([]);
  });
});
