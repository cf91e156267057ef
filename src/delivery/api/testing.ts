/** What a server without a bot behind it needs; routes that ask the bot are tested on a real one. */
import type { Logger } from '../../ports/index.ts';
import { type Bot, Telemetry } from '../../runtime/index.ts';
import type { ServerOptions } from './server-options.ts';

const none = () => undefined;

/** Errors that are logged end up in `lines`. */
export function serverOptions(lines: string[] = []): ServerOptions {
  const error: Logger['error'] = (fields, message) => void lines.push(`${message} ${String(fields['error'])}`);
  const logger: Logger = { debug: none, info: none, warn: none, error, child: () => logger };
  return {
    bot: { version: '0.0.0' } as Bot,
    host: '127.0.0.1',
    port: 0,
    isRemoteAccessAllowed: false,
    logger,
    telemetry: new Telemetry(),
    settingRows: () => [],
    validateSettings: () => [],
  };
}
