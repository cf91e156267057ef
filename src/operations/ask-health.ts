import { type Result, err, maskAddresses, ok } from '../domain/index.ts';

export interface HealthAnswer {
  readonly url: string;
  readonly httpStatus: number;
  /** As the bot tells it: healthy, degraded, unhealthy. */
  readonly status: string;
  readonly components: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
  readonly durationMs: number;
}

export interface HealthFailure {
  /** `badAddress`: nobody was asked. `noAnswer`: nothing came back that a bot would say. */
  readonly code: 'badAddress' | 'noAnswer';
  readonly message: string;
}

/** Asks a bot how it is: once, under a deadline. */
export async function askHealth(address: string, timeoutMs: number): Promise<Result<HealthAnswer, HealthFailure>> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    const message = `must be an address such as http://127.0.0.1:8000, it is "${address}"`;
    return err({ code: 'badAddress', message: maskAddresses(message) });
  }
  const url = new URL('/health', address).href;
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
    const message = `${url} does not answer as a bot does: ${detail}`;
    return err({ code: 'noAnswer', message: maskAddresses(message) });
  }
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
