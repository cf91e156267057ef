/** Asks a running bot over HTTP: once, under a deadline, following no redirect, so that a token goes nowhere else. */
import { type Result, err, maskAddresses, ok } from '../../domain/index.ts';

/** Where a bot listens, and what opens its control routes. */
export interface BotAddress {
  readonly address: string;
  readonly token?: string | undefined;
}

export interface BotQuestion {
  readonly path: string;
  /** Sent with POST; without one it is a GET. */
  readonly body?: object;
  /** Of an action: the same key is carried out once. */
  readonly key?: string | undefined;
  readonly timeoutMs: number;
}

export interface BotAnswer {
  readonly url: string;
  readonly httpStatus: number;
  /** JSON of any shape. */
  readonly body: unknown;
}

export interface AskFailure {
  /** `badAddress`: nobody was asked. `noAnswer`: nothing came back that a bot would say. */
  readonly code: 'badAddress' | 'noAnswer';
  readonly message: string;
}

export async function askBot(
  { address, token }: BotAddress,
  { path, body, key, timeoutMs }: BotQuestion,
): Promise<Result<BotAnswer, AskFailure>> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    const message = `must be an address such as http://127.0.0.1:8000, it is "${address}"`;
    return err({ code: 'badAddress', message: maskAddresses(message) });
  }
  const url = new URL(path, address).href;
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  const posted = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...posted, headers, signal, redirect: 'error' });
    const answer: unknown = await response.json();
    return ok({ url, httpStatus: response.status, body: answer });
  } catch (error) {
    return err(noAnswer(url, error));
  }
}

export function noAnswer(url: string, error: unknown): AskFailure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const detail = [error instanceof Error ? error.message : String(error), cause].filter(Boolean).join(': ');
  return { code: 'noAnswer', message: maskAddresses(`${url} does not answer as a bot does: ${detail}`) };
}

/** The fields of an answer, none when it is no object. */
export function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
