/** Where a command finds the running bot: `--url`, or where the settings say that it listens. */
import { type Result, err, ok } from '../../domain/result.ts';
import type { AskFailure, BotRefusal } from '../../operations/index.ts';
import type { CommandFailure, CommandResult } from './command-failure.ts';
import type { SettingsService } from './services.ts';

export const URL_OPTION = [
  '--url <address>',
  'where the bot listens; HOST and PORT of the settings by default',
] as const;

export function configuredAddress(settings: SettingsService): CommandResult<string> {
  const loaded = settings.load({});
  if (!loaded.ok) return loaded;
  const valueOf = (wanted: string): string => loaded.value.rows.find(({ key }) => key === wanted)?.value ?? '';
  const host = valueOf('HOST');
  // A bot that listens everywhere is reached here.
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return ok(`http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${valueOf('PORT')}`);
}

/** The address with the token that opens control routes, as the settings have it. */
export function controlAddress(
  settings: SettingsService,
  url: string | undefined,
): Result<{ readonly address: string; readonly token: string | undefined }, CommandFailure> {
  const address = url === undefined ? configuredAddress(settings) : ok(url);
  const token = settings.apiToken();
  if (!address.ok) return address;
  return token.ok ? ok({ address: address.value, token: token.value }) : err(token.error);
}

export function askFailureOf({ code, message }: AskFailure): CommandFailure {
  return code === 'badAddress'
    ? { kind: 'usage', problems: [`--url ${message}`] }
    : { kind: 'io', problems: [message], next: 'cab run starts one' };
}

/** The bot will not, or nobody answers. */
export function refusalOf(failure: BotRefusal): CommandFailure {
  if (failure.code !== 'refused') return askFailureOf(failure);
  const { httpStatus, message, hint } = failure;
  if (httpStatus === 401 || httpStatus === 403) {
    return { kind: 'settings', problems: [message], next: 'set API_TOKEN to what the bot was started with' };
  }
  return {
    kind: httpStatus === 404 ? 'usage' : 'findings',
    problems: [message],
    ...(hint === '' ? {} : { next: hint }),
  };
}
