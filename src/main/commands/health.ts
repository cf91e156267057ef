import type { CommandResult, HealthAnswer } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { loadCommandSettings } from '../parts/load-command-settings.ts';

/** Asks once, under a deadline. */
export async function health(address: string | undefined, timeoutMs: number): Promise<CommandResult<HealthAnswer>> {
  const base = address === undefined ? configuredAddress() : ok(address);
  if (!base.ok) return base;
  if (!URL.canParse(base.value) || !/^https?:$/.test(new URL(base.value).protocol)) {
    return err({
      kind: 'usage',
      problems: [`--url must be an address such as http://127.0.0.1:8000, it is "${base.value}"`],
    });
  }
  const url = new URL('/health', base.value).href;
  const startedMs = performance.now();
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    const body: unknown = await response.json();
    return ok({
      url,
      httpStatus: response.status,
      ...readAnswer(body),
      durationMs: Math.round(performance.now() - startedMs),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    const detail = [error instanceof Error ? error.message : String(error), cause].filter(Boolean).join(': ');
    return err({
      kind: 'io',
      problems: [`${url} does not answer as a bot does: ${detail}`],
      next: 'cab run starts one',
    });
  }
}

function configuredAddress(): CommandResult<string> {
  const settings = loadCommandSettings({ flags: {} });
  if (!settings.ok) return settings;
  const { host, port } = settings.value.server;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return ok(`http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`);
}

function readAnswer(body: unknown): Pick<HealthAnswer, 'status' | 'components'> {
  const { status, components } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof status !== 'string') throw new TypeError('the answer has no status');
  const listed = Object.entries(typeof components === 'object' && components !== null ? components : {});
  return {
    status,
    components: Object.fromEntries(
      listed.map(([name, value]) => {
        const { ok: isOk, detail } = (value ?? {}) as { readonly ok?: unknown; readonly detail?: unknown };
        return [name, { ok: isOk === true, detail: typeof detail === 'string' ? detail : '' }];
      }),
    ),
  };
}
