/** A bot that crashes is started again, and everything else is as if nobody watched. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  type LiveProcess,
  botOf,
  botsOf,
  cab,
  idOf,
  isAlive,
  startCab,
  startProgram,
  workFolder,
} from './cab-process.ts';
import { auditJournal, prepareSession } from './paper-session.ts';

const CAB = new URL('../../src/main/cab.ts', import.meta.url).pathname;

function aRun(folder: string, settings: Readonly<Record<string, string>> = {}): LiveProcess {
  const sets = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  return startCab(folder, ['run', '--port', '0', ...sets]);
}

/** Ends the bot that runs at present, as the system or a crash would. */
function crash(life: LiveProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  process.kill(botOf(life), signal);
}

function heartbeatOf(folder: string): { status: string; pid: number } {
  return JSON.parse(readFileSync(join(folder, 'data', 'heartbeat.json'), 'utf8')) as { status: string; pid: number };
}

describe('a bot that crashed', () => {
  it('is started again by its supervisor, goes on where it was, and both say so', async () => {
    const folder = workFolder();
    const settings = { ...prepareSession(folder, { seed: 41, count: 3000 }), SIMULATED_SPEED: '3000' };
    const life = aRun(folder, settings);
    for (const [count, signal] of (['SIGKILL', 'SIGSEGV'] as const).entries()) {
      expect(await life.hasSaid('"msg":"run started"', count + 1)).toBe(true);
      crash(life, signal);
      expect(
        await life.hasSaid(`the bot crashed (${signal}); it is restarted in ${count + 1} s (${count + 1} of at most 5`),
      ).toBe(true);
    }
    expect(await life.hasSaid('"msg":"run started"', 3)).toBe(true);
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
    expect(new Set(botsOf(life)).size).toBe(3);
    expect(auditJournal(join(folder, 'paper.db'))).toMatchObject({ mismatches: 0, repeatedIds: [], unprotected: [] });
    const notices = await cab(folder, ['export', 'notices', '--db', 'paper.db']);
    expect(notices.stdout).toContain('restarted after a crash (SIGSEGV), 2 of at most 5 times in an hour');
  });

  it('is given up after so many times, with the code of its end', async () => {
    const life = aRun(workFolder(), { RESTART_LIMIT: '1' });
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    crash(life);
    expect(await life.hasSaid('"msg":"run started"', 2)).toBe(true);
    crash(life, 'SIGABRT');
    const { code, stderr } = await life.ended;
    expect(code).toBe(128 + 6);
    expect(stderr).toContain('the bot crashed (SIGABRT); it was restarted 1 times within an hour and is not any more');
  });

  it('by a defect of its own counts as well; with a limit of 0 that is the end, with its code', async () => {
    const folder = workFolder();
    writeFileSync(
      join(folder, 'broken.ts'),
      `import { defineStrategy } from 'crypto-ai-bot/strategy';
      export const broken = defineStrategy({
        name: 'broken',
        parameters: {},
        setup: () => ({ index }) => {
          if (index === 310) setTimeout(() => { throw new Error('out of turn'); }, 0);
          return undefined;
        },
      });`,
    );
    const settings = { STRATEGY: './broken.ts', SIMULATED_SPEED: '6000', TIMEFRAME: '1m' };
    const once = await aRun(folder, { ...settings, RESTART_LIMIT: '0' }).ended;
    expect(once).toMatchObject({ code: 70 });
    expect(once.stderr).toContain('out of turn');
    expect(once.stderr).not.toContain('restarted');
    const again = aRun(folder, { ...settings, RESTART_LIMIT: '1', DB_PATH: 'again.db' });
    expect(await again.hasSaid('the bot crashed (code 70); it is restarted in 1 s')).toBe(true);
  });
});

describe('a supervisor', () => {
  it.each([
    [78, { MAX_POSITIONS: 'many' }, 'MAX_POSITIONS'],
    [65, { REPLAY_FILE: 'absent_1h.csv' }, 'absent_1h.csv'],
  ] as const)('passes code %i of a start on, and starts nothing again', async (code, settings, told) => {
    const ending = await aRun(workFolder(), settings).ended;
    expect(ending.code).toBe(code);
    expect(ending.stderr).toContain(told);
    expect(ending.stderr).not.toContain('restarted');
  });

  it('passes on that another bot holds the database', async () => {
    const folder = workFolder();
    const first = aRun(folder);
    expect(await first.hasSaid('"msg":"run started"')).toBe(true);
    const second = await aRun(folder).ended;
    expect(second.code).toBe(75);
    expect(second.stderr).toContain(`process ${botsOf(first)[0]}`);
    expect(second.stderr).not.toContain('restarted');
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
  });

  it('does not go on restarting a bot that cannot start any more', async () => {
    const folder = workFolder();
    const life = aRun(folder);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    // What the next start reads.
    writeFileSync(join(folder, '.env'), 'MAX_POSITIONS=many\n');
    crash(life);
    const { code, stderr } = await life.ended;
    expect(code).toBe(78);
    expect(stderr.match(/it is restarted in/g)).toHaveLength(1);
    expect(stderr).toContain('MAX_POSITIONS');
  });

  it('that is asked to stop while it waits for a restart stops', async () => {
    const life = aRun(workFolder());
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    crash(life);
    expect(await life.hasSaid('it is restarted in 1 s')).toBe(true);
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
    expect(botsOf(life)).toHaveLength(1);
  });

  it('that is killed leaves no bot behind, and the next one starts', async () => {
    const folder = workFolder();
    const life = aRun(folder);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    const bot = botOf(life);
    process.kill(idOf(life), 'SIGKILL');
    await expect.poll(() => isAlive(bot), { timeout: 10_000 }).toBe(false);
    expect(heartbeatOf(folder)).toMatchObject({ status: 'stopped', pid: bot });
    const next = aRun(folder);
    expect(await next.hasSaid('"msg":"run started"')).toBe(true);
    next.child.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
  });

  it('loses no signal because of others that its bot was sent directly', async () => {
    const folder = workFolder();
    const life = aRun(folder);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    for (let count = 1; count <= 3; count += 1) {
      process.kill(botOf(life), 'SIGHUP');
      expect(await life.hasSaid('"msg":"logs opened anew"', count)).toBe(true);
    }
    // Far enough from those to be another one, however fast this machine is.
    await delay(300);
    process.kill(idOf(life), 'SIGHUP');
    expect(await life.hasSaid('"msg":"logs opened anew"', 4)).toBe(true);
    life.child.kill('SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
  });

  it('tells its bot of a stop once, however it was sent', async () => {
    const folder = workFolder();
    const life = aRun(folder);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    const bot = botOf(life);
    // As a terminal does: both get it.
    for (const pid of [idOf(life), bot]) process.kill(pid, 'SIGINT');
    const { code, stderr } = await life.ended;
    expect(code).toBe(0);
    expect(stderr.match(/"msg":"stopping"/g)).toHaveLength(1);
    expect(isAlive(bot)).toBe(false);
  });

  it('prints one document for a program that reads it, whatever the bot went through', async () => {
    const life = startCab(workFolder(), ['run', '--port', '0', '--json']);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    crash(life);
    expect(await life.hasSaid('"msg":"run started"', 2)).toBe(true);
    life.child.kill('SIGTERM');
    const { code, stdout } = await life.ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'stopped' });
  });

  it('is not there for a run that ends by itself, nor where nobody wants one', async () => {
    const life = startCab(workFolder(), ['run', '--port', '0', '--no-supervisor']);
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    expect(botsOf(life)).toEqual([life.child.pid]);
    process.kill(idOf(life), 'SIGKILL');
    expect(await life.ended).toMatchObject({ signal: 'SIGKILL' });
  });
});

const NAMESPACE = ['--pid', '--fork', '--mount-proc'];
const hasNamespaces = spawnSync('unshare', [...NAMESPACE, 'true']).status === 0;

describe.skipIf(!hasNamespaces)(`as process 1${hasNamespaces ? '' : ' (skipped: no process namespaces here)'}`, () => {
  it('it hears a stop, and takes everything with it', async () => {
    const folder = workFolder();
    const args = [...NAMESPACE, process.execPath, CAB, 'run', '--port', '0'];
    const life = startProgram('unshare', args, { folder });
    expect(await life.hasSaid('"msg":"run started"')).toBe(true);
    const first = Number(readFileSync(`/proc/${life.child.pid}/task/${life.child.pid}/children`, 'utf8').trim());
    process.kill(first, 'SIGTERM');
    expect(await life.ended).toMatchObject({ code: 0 });
    expect(heartbeatOf(folder)).toMatchObject({ status: 'stopped' });
    expect(isAlive(first)).toBe(false);
  });
});
