/** Every signal that a bot can be sent, whoever stands between. */
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type LiveProcess, botOf, botsOf, idOf, isAlive, startCab, startProgram, workFolder } from './cab-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CAB = join(ROOT, 'src/main/cab.ts');
/** With the Node of this repository in front, as an installed package has it. */
const PATH = [
  dirname(process.execPath),
  dirname(process.execPath).replace(/bin$/, ''),
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
].join(delimiter);

async function aRunning(folder: string, flags: readonly string[] = [], environment = {}): Promise<LiveProcess> {
  const life = startCab(folder, ['run', '--port', '0', ...flags], environment);
  expect(await life.hasSaid('"msg":"run started"')).toBe(true);
  return life;
}

function heartbeatOf(folder: string): { readonly sequence: number } {
  return JSON.parse(readFileSync(join(folder, 'data', 'heartbeat.json'), 'utf8')) as { sequence: number };
}

function sequenceOf(folder: string): number {
  return heartbeatOf(folder).sequence;
}

/** Sends the signals, and says how it ended. */
async function endingOf(flags: readonly string[], signals: readonly NodeJS.Signals[]): Promise<string> {
  const folder = workFolder();
  const life = await aRunning(folder, flags);
  for (const signal of signals) life.child.kill(signal);
  const { code, stdout } = await life.ended;
  const hasSummary = stdout.includes('journal entries');
  return `${signals.join(' ')}: ${code}, ${hasSummary ? 'summary' : 'no summary'}, ${JSON.stringify(heartbeatOf(folder))}`;
}

describe.each(['supervised', 'alone'])('a bot that is %s', (how) => {
  const flags = how === 'alone' ? ['--no-supervisor'] : [];

  it.each([
    [[['SIGTERM'], ['SIGQUIT'], ['SIGUSR2']]],
    [[['SIGALRM'], ['SIGPWR'], ['SIGTERM', 'SIGQUIT', 'SIGINT', 'SIGTERM', 'SIGTERM']]],
  ] as const)('ends in order on any of %j', async (rows) => {
    const endings = await Promise.all(rows.map((signals) => endingOf(flags, signals)));
    for (const [row, ending] of endings.entries()) {
      expect(ending).toMatch(new RegExp(`^${rows[row]?.join(' ')}: 0, summary, {"status":"stopped"`));
    }
  });

  it('opens its log anew on SIGHUP, lets no debugger in on SIGUSR1, and goes on', async () => {
    const folder = workFolder();
    const life = await aRunning(folder, flags, { LOGS_DIR: folder });
    const log = join(folder, 'crypto-ai-bot.log');
    renameSync(log, `${log}.1`);
    for (const pid of [idOf(life), ...botsOf(life)]) process.kill(pid, 'SIGUSR1');
    for (const times of [1, 2]) {
      life.child.kill('SIGHUP');
      expect(await life.hasSaid('"msg":"logs opened anew"', times)).toBe(true);
    }
    expect(life.said()).not.toContain('Debugger');
    const answer = await new Promise((resolve) => {
      const socket = connect(9229, '127.0.0.1', () => resolve('open'));
      socket.on('error', ({ message }) => resolve(message));
    });
    expect(answer).toContain('ECONNREFUSED');
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
    expect(readFileSync(`${log}.1`, 'utf8')).toMatch(/run started.*\n$/);
    expect(readFileSync(log, 'utf8').match(/"msg":"(logs opened anew|stopping|closed)"/g)).toHaveLength(4);
  });

  it('trades on when nobody reads what it prints any more', async () => {
    const folder = workFolder();
    const life = await aRunning(folder, [...flags, '--json', '--set', 'WATCHDOG_INTERVAL_SEC=1']);
    const exit = new Promise((resolve) => life.child.once('exit', resolve));
    life.child.stdout?.destroy();
    life.child.stderr?.destroy();
    const before = sequenceOf(folder);
    await expect.poll(() => sequenceOf(folder), { timeout: 30_000 }).toBeGreaterThan(before);
    life.child.kill('SIGHUP');
    const after = sequenceOf(folder);
    await expect.poll(() => sequenceOf(folder), { timeout: 30_000 }).toBeGreaterThan(after);
    life.child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(heartbeatOf(folder)).toMatchObject({ status: 'stopped' });
  });
});

/** Ends whoever started the bot, and waits for the bot's own end. */
async function stopsBehind(life: LiveProcess, folder: string, signal: NodeJS.Signals): Promise<void> {
  expect(await life.hasSaid('"msg":"run started"'), life.said()).toBe(true);
  const bot = botOf(life);
  life.child.kill(signal);
  await expect.poll(() => isAlive(bot), { timeout: 30_000 }).toBe(false);
  expect(heartbeatOf(folder)).toMatchObject({ status: 'stopped', pid: bot });
}

describe('a stop reaches the bot', () => {
  const node = `"${process.execPath}" "${CAB}" run --port 0`;

  it('through sh -c, whatever else that does, and however it ends', async () => {
    const rows = [
      [node, 'SIGTERM'],
      [`${node}; true`, 'SIGTERM'],
      [`${node} | cat`, 'SIGKILL'],
      [`sh -c '${node}; true'; true`, 'SIGTERM'],
      [`${node} --no-supervisor; true`, 'SIGKILL'],
    ] as const;
    const lives = rows.map(async ([line, signal]) => {
      const folder = workFolder();
      await stopsBehind(startProgram('sh', ['-c', line], { folder }), folder, signal);
    });
    await Promise.all(lives);
  });

  it('and does not reach one that was left behind on purpose', async () => {
    const folder = workFolder();
    // The shell goes on for a while and then ends by itself; the bot's input is empty, the shell's is not.
    const line = `${node} & while ! grep -q running data/heartbeat.json 2>/dev/null; do sleep 0.1; done`;
    const environment = { WATCHDOG_INTERVAL_SEC: '1' };
    const life = startProgram('sh', ['-c', line], { folder, environment, hasInput: true });
    const exit = new Promise((resolve) => life.child.once('exit', resolve));
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    const bot = botOf(life);
    await exit;
    // Two signs of life later it would have noticed long ago.
    for (let count = 0; count < 2; count += 1) {
      const before = heartbeatText(folder);
      await expect.poll(() => heartbeatText(folder), { timeout: 10_000 }).not.toBe(before);
    }
    process.kill(bot, 'SIGTERM');
    expect(await life.hasSaid('"msg":"closed"')).toBe(true);
    expect(life.said()).not.toContain('is gone');
  });
});

const hasNpm = spawnSync('npm', ['--version'], { env: { PATH } }).status === 0;
const hasMake = spawnSync('make', ['--version']).status === 0;

describe.skipIf(!hasNpm)('a stop reaches the bot through what people type', () => {
  const quiet = { npm_config_update_notifier: 'false', npm_config_fund: 'false', PATH };

  it.each([
    ['npm', ['start', '--silent', '--', '--port', '0']],
    ['npx', ['--no-install', 'cab', 'run', '--port', '0']],
    ...(hasMake ? [['make', ['-o', 'install', 'start']] as const] : []),
  ] as const)('%s %j', async (program, args) => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const folder = workFolder();
      const environment = { ...quiet, DATA_DIR: join(folder, 'data'), PORT: '0' };
      await stopsBehind(startProgram(program, args, { folder, cwd: ROOT, environment }), folder, signal);
    }
  });
});

const hasTerminal = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasTerminal)(`a terminal${hasTerminal ? '' : ' (skipped: no script program here)'}`, () => {
  it('that is closed ends the bot in order', async () => {
    const folder = workFolder();
    const line = `exec "${process.execPath}" "${CAB}" run --port 0`;
    const life = startProgram('script', ['--quiet', '--command', line, '/dev/null'], { folder });
    await expect.poll(() => heartbeatText(folder), { timeout: 30_000 }).toContain('running');
    life.child.kill('SIGKILL');
    await expect.poll(() => heartbeatText(folder), { timeout: 30_000 }).toContain('stopped');
  });
});

function heartbeatText(folder: string): string {
  try {
    return readFileSync(join(folder, 'data', 'heartbeat.json'), 'utf8');
  } catch {
    return '';
  }
}
