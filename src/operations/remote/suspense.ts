/** What the books of a running bot could not take: listed, and settled by whoever has looked at the venue. */
import { type Result, err, ok } from '../../domain/index.ts';
import { type BotReceipt, type BotRefusal, accepted, actOnBot } from './act-on-bot.ts';
import { type BotAddress, askBot, fieldsOf, noAnswer } from './ask-bot.ts';

/** One trade, or the part of it, that is set aside; amounts are exact decimals as text. */
export interface SuspendedTrade {
  readonly tradeId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: string;
  readonly price: string;
  /** Base that the books could not take; 0 where only the fee is set aside. */
  readonly quantity: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly why: string;
}

export interface SuspenseList {
  readonly url: string;
  readonly tradingState: string;
  readonly tradingStateReason: string;
  readonly suspense: readonly SuspendedTrade[];
}

export async function listSuspense(bot: BotAddress, timeoutMs: number): Promise<Result<SuspenseList, BotRefusal>> {
  const asked = await askBot(bot, { path: '/api/v1/suspense', timeoutMs });
  const answer = asked.ok ? accepted(asked.value) : asked;
  if (!answer.ok) return answer;
  const { url, body } = answer.value;
  const { tradingState, tradingStateReason, suspense } = fieldsOf(body);
  if (typeof tradingState !== 'string' || !Array.isArray(suspense)) {
    return err(noAnswer(url, 'the answer lists no suspense'));
  }
  const reason = typeof tradingStateReason === 'string' ? tradingStateReason : '';
  return ok({ url, tradingState, tradingStateReason: reason, suspense: suspense.map(readTrade) });
}

export function settleSuspense(
  bot: BotAddress,
  { tradeId, reason }: { readonly tradeId: string; readonly reason: string },
  timeoutMs: number,
): Promise<Result<BotReceipt, BotRefusal>> {
  return actOnBot(bot, { path: `/api/v1/suspense/${encodeURIComponent(tradeId)}/settle`, body: { reason } }, timeoutMs);
}

function readTrade(value: unknown): SuspendedTrade {
  const fields = fieldsOf(value);
  const text = (name: keyof SuspendedTrade): string => {
    const told = fields[name];
    return typeof told === 'string' ? told : '';
  };
  return {
    tradeId: text('tradeId'),
    clientOrderId: text('clientOrderId'),
    symbol: text('symbol'),
    side: text('side'),
    price: text('price'),
    quantity: text('quantity'),
    fee: text('fee'),
    feeAsset: text('feeAsset'),
    why: text('why'),
  };
}
