import { type Result, err, ok } from '../../domain/index.ts';
import { type AskFailure, askBot, fieldsOf, noAnswer } from './ask-bot.ts';

export interface HealthAnswer {
  readonly url: string;
  readonly httpStatus: number;
  /** As the bot tells it: healthy, degraded, unhealthy. */
  readonly status: string;
  readonly components: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
  readonly durationMs: number;
}

/** Asks a bot how it is. */
export async function askHealth(address: string, timeoutMs: number): Promise<Result<HealthAnswer, AskFailure>> {
  const startedMs = performance.now();
  const asked = await askBot({ address }, { path: '/health', timeoutMs });
  if (!asked.ok) return asked;
  const { url, httpStatus, body } = asked.value;
  const { status, components } = fieldsOf(body);
  if (typeof status !== 'string') return err(noAnswer(url, 'the answer has no status'));
  const durationMs = Math.round(performance.now() - startedMs);
  return ok({ url, httpStatus, status, components: readComponents(components), durationMs });
}

function readComponents(components: unknown): HealthAnswer['components'] {
  return Object.fromEntries(
    Object.entries(fieldsOf(components)).map(([name, value]) => {
      const { ok: isOk, detail } = fieldsOf(value);
      return [name, { ok: isOk === true, detail: typeof detail === 'string' ? detail : '' }];
    }),
  );
}
