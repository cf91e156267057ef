/** Steers a running bot: what it accepted, with its receipt, or why it will not. */
import { type Result, err, ok } from '../../domain/index.ts';
import { type AskFailure, type BotAddress, type BotAnswer, askBot, fieldsOf, noAnswer } from './ask-bot.ts';

export interface BotAction {
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
  /** The same key is carried out once. */
  readonly key?: string;
}

export interface BotReceipt {
  readonly url: string;
  /** Journal entry of the action. */
  readonly sequence: number;
  readonly tradingState: string;
}

export type BotRefusal =
  | AskFailure
  /** The bot will not: `httpStatus` 401 and 403 are about the token, 404 about what was named. */
  | { readonly code: 'refused'; readonly httpStatus: number; readonly message: string; readonly hint: string };

export async function actOnBot(
  bot: BotAddress,
  action: BotAction,
  timeoutMs: number,
): Promise<Result<BotReceipt, BotRefusal>> {
  const asked = await askBot(bot, { ...action, timeoutMs });
  const answer = asked.ok ? accepted(asked.value) : asked;
  if (!answer.ok) return answer;
  const { url, body } = answer.value;
  const { sequence, tradingState } = fieldsOf(body);
  if (typeof sequence !== 'number' || typeof tradingState !== 'string') {
    return err(noAnswer(url, 'the answer is no receipt'));
  }
  return ok({ url, sequence, tradingState });
}

export function accepted(answer: BotAnswer): Result<BotAnswer, BotRefusal> {
  const { httpStatus, url } = answer;
  if (httpStatus === 200) return ok(answer);
  const { message, hint } = fieldsOf(fieldsOf(answer.body)['error']);
  if (typeof message !== 'string') return err(noAnswer(url, `it answered ${httpStatus}`));
  return err({ code: 'refused', httpStatus, message, hint: typeof hint === 'string' ? hint : '' });
}
