import { type Result, err, ok } from '../domain/index.ts';

export interface BotCommand {
  /** E.g. `http://127.0.0.1:8000`. */
  readonly address: string;
  readonly path: string;
  readonly token: string;
  readonly body: Readonly<Record<string, string>>;
  /** The same key is carried out once. */
  readonly key: string;
}

export interface BotReceipt {
  /** Journal sequence of the action. */
  readonly sequence: number;
  readonly tradingState: string;
}

export interface BotRefusal {
  /** `badAddress`: nobody was asked. `noAnswer`: whether it was carried out is not known. `refused`: it was not. */
  readonly code: 'badAddress' | 'noAnswer' | 'refused';
  readonly message: string;
}

/** Steers a running bot over its API: once, under a deadline. */
export async function commandBot(command: BotCommand, timeoutMs: number): Promise<Result<BotReceipt, BotRefusal>> {
  const { address, path, token, body, key } = command;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    const message = `must be an address such as http://127.0.0.1:8000, it is "${address}"`;
    return err({ code: 'badAddress', message });
  }
  const url = new URL(path, address).href;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const answer: unknown = await response.json();
    return response.ok ? ok(receiptOf(answer)) : err({ code: 'refused', message: whyOf(answer, response.status) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    const detail = [error instanceof Error ? error.message : String(error), cause].filter(Boolean).join(': ');
    return err({ code: 'noAnswer', message: `${url} does not answer as a bot does: ${detail}` });
  }
}

function receiptOf(answer: unknown): BotReceipt {
  const { sequence, tradingState } = (answer ?? {}) as Record<string, unknown>;
  if (typeof sequence !== 'number' || typeof tradingState !== 'string') throw new TypeError('the answer is no receipt');
  return { sequence, tradingState };
}

function whyOf(answer: unknown, status: number): string {
  const told = (answer as { readonly error?: { readonly message?: unknown } } | null)?.error?.message;
  return typeof told === 'string' ? told : `the bot answered ${status}`;
}
