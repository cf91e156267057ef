/** Asks the bot's API; the token, once told, is kept for this tab only. */
import type {
  CandleAnswer,
  DecisionAnswer,
  EquityPointAnswer,
  ErrorAnswer,
  EventAnswer,
  ExplainedAnswer,
  FillAnswer,
  HealthAnswer,
  LaneRiskAnswer,
  RoundTripAnswer,
  StatusAnswer,
} from '../../api/replies/answers.ts';

export type Candle = CandleAnswer;
export type Decision = DecisionAnswer;
export type EquityPoint = EquityPointAnswer;
export type BotEvent = EventAnswer;
export type Explained = ExplainedAnswer;
export type Fill = FillAnswer;
export type LaneRisk = LaneRiskAnswer;
export type RoundTrip = RoundTripAnswer;
export type Status = StatusAnswer;
export type Health = HealthAnswer;

export interface Answers {
  readonly '/api/v1/equity': { readonly points: readonly EquityPoint[] };
  readonly '/api/v1/candles': { readonly candles: readonly Candle[] };
  readonly '/api/v1/fills': { readonly fills: readonly Fill[] };
  readonly '/api/v1/round-trips': { readonly roundTrips: readonly RoundTrip[] };
  readonly '/api/v1/decisions': { readonly decisions: readonly Decision[] };
  readonly '/api/v1/decisions/explain': Explained;
  readonly '/api/v1/risk': { readonly lanes: readonly LaneRisk[] };
  readonly '/api/v1/events': { readonly events: readonly BotEvent[] };
  readonly '/orchestrator/status': { readonly isControlOpen: boolean };
}

/** The bot answered that it will not; `message` can be shown. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const TOKEN_KEY = 'cab-api-token';
const DEADLINE_MS = 10_000;

export function readToken(): string {
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

export function keepToken(token: string): void {
  if (token === '') sessionStorage.removeItem(TOKEN_KEY);
  else sessionStorage.setItem(TOKEN_KEY, token);
}

export function authorization(): Record<string, string> {
  const token = readToken();
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

export async function ask<Path extends keyof Answers>(
  path: Path,
  query: Readonly<Record<string, string | number>> = {},
  deadlineMs: number = DEADLINE_MS,
): Promise<Answers[Path]> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
  const suffix = parameters.size > 0 ? `?${parameters.toString()}` : '';
  return (await answerOf(await send(`${path}${suffix}`, { headers: authorization() }, deadlineMs))) as Answers[Path];
}

/** Steers the bot; a key makes a repeated click harmless. */
export async function command(path: string, body: object, key: string): Promise<void> {
  const headers = { ...authorization(), 'content-type': 'application/json', 'idempotency-key': key };
  await answerOf(await send(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function send(path: string, options: RequestInit, deadlineMs: number = DEADLINE_MS): Promise<Response> {
  try {
    return await fetch(path, { ...options, signal: AbortSignal.timeout(deadlineMs) });
  } catch {
    throw new Refusal(0, 'The bot does not answer. Is it running?');
  }
}

async function answerOf(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw await refusalOf(response);
}

export async function refusalOf(response: Response): Promise<Refusal> {
  const told = (await response.json().catch(() => undefined)) as ErrorAnswer | undefined;
  const message = told ? `${told.error.message} Hint: ${told.error.hint}.` : `The bot answered ${response.status}.`;
  return new Refusal(response.status, message);
}
