/** A real bot on a simulated market behind a real server on loopback. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiServer, type ServerOptions, createServer } from '../../src/delivery/api/index.ts';
import type { Logger } from '../../src/ports/index.ts';
import { type PaperRun, composePaper } from '../../src/main/paper/compose-paper.ts';
import { type Settings, describeSettings, loadSettings } from '../../src/main/settings/index.ts';

export const TOKEN = 'a-token-for-tests-0123456789abcdef0123456789abcdef';

export interface PaperServer {
  readonly url: string;
  readonly run: PaperRun;
  readonly server: ApiServer;
  readonly logged: readonly string[];
  /** Ends the run and removes its files. */
  close(): Promise<void>;
}

export interface PaperServerRequest {
  /** Settings by key, on top of a fast simulated market. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly server?: Partial<ServerOptions>;
  /** Leaves the token out. */
  readonly isControlClosed?: boolean;
}

export async function startPaperServer(request: PaperServerRequest = {}): Promise<PaperServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cab-api-'));
  const settings = settingsFor(folder, request.settings ?? {});
  const composed = await composePaper({ settings, onNotice: () => undefined });
  if (!composed.ok) throw new Error(composed.error.join('\n'));
  const run = composed.value;
  const logged: string[] = [];
  const server = await createServer({
    bot: run.bot,
    host: '127.0.0.1',
    port: 0,
    isRemoteAccessAllowed: false,
    logger: recordingLogger(logged),
    telemetry: run.telemetry,
    settingRows: () => describeSettings(settings),
    validateSettings: () => [],
    ...(request.isControlClosed ? {} : { apiToken: TOKEN }),
    ...request.server,
  });
  const { url } = await server.listen().catch(async (error: unknown) => {
    await server.close();
    run.close();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const finished = run.loop.run();
  return {
    url,
    run,
    server,
    logged,
    close: async () => {
      await server.close();
      await run.loop.stop();
      await finished;
      run.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settingsFor(folder: string, overrides: Readonly<Record<string, string>>): Settings {
  const loaded = loadSettings({
    overrides: {
      MODE: 'paper',
      DATA_DIR: folder,
      SYMBOLS: 'BTC/USDT,ETH/USDT',
      TIMEFRAME: '1h',
      STRATEGY: 'ema-cross',
      SIMULATED_SPEED: '100000',
      ...overrides,
    },
  });
  if (!loaded.ok) throw new Error(loaded.error.map(({ key, message }) => `${key}: ${message}`).join('\n'));
  return loaded.value;
}

function recordingLogger(lines: string[]): Logger {
  const write = (fields: object, message: string): void => void lines.push(`${message} ${inspectFields(fields)}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
  return logger;
}

function inspectFields(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value instanceof Error ? (value.stack ?? value.message) : String(value)}`)
    .join(' ');
}
