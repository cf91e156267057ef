import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Logger } from '../../../ports/index.ts';
import { startHeartbeat } from './heartbeat.ts';

function silent(): void {
  // Only warnings are looked at.
}

function aLogger(warnings: string[]): Logger {
  const logger: Logger = {
    debug: silent,
    info: silent,
    error: silent,
    warn: (_fields, message) => void warnings.push(message),
    child: () => logger,
  };
  return logger;
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heartbeat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const OPTIONS = { intervalMs: 3_600_000, sequence: () => 7, marketTimeMs: () => 1000 };

describe('the heartbeat', () => {
  it('tells who is alive and how far, from the first moment, and that a stop was meant', async () => {
    const directory = aFolder();
    const read = (): unknown => JSON.parse(readFileSync(join(directory, 'heartbeat.json'), 'utf8'));
    const heartbeat = await startHeartbeat({ ...OPTIONS, directory, logger: aLogger([]) });
    expect(read()).toMatchObject({ status: 'running', pid: process.pid, sequence: 7, intervalMs: 3_600_000 });
    await heartbeat.stop('stopped');
    expect(read()).toMatchObject({ status: 'stopped' });
  });

  it('warns once when it cannot be written, and does not stop the bot', async () => {
    const directory = join(aFolder(), 'file');
    writeFileSync(directory, '');
    const warnings: string[] = [];
    const heartbeat = await startHeartbeat({ ...OPTIONS, directory, logger: aLogger(warnings) });
    await heartbeat.stop('failed');
    expect(warnings).toHaveLength(1);
  });
});
