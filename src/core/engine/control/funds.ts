/** Deposits and withdrawals: no profit and no loss, and nothing that strategies bought is ever taken out. */
import { type Decimal, formatDecimal } from '../../../domain/decimal.ts';
import type { OperatorActed } from '../../../domain/events/events.ts';
import { toSignal } from '../../../domain/units.ts';
import type { EngineState } from '../state/engine-state.ts';

interface Funds {
  readonly asset: string;
  readonly amount: Decimal;
}

/** Coins that come in belong to nobody: strategies own what they bought, and sell nothing else. */
export function moveFunds(state: EngineState, { asset, amount }: Funds, event: OperatorActed): void {
  const refusal = refusalOf(state, { asset, amount });
  if (refusal !== undefined) {
    state.control.refuse(event.key, refusal);
    return state.notify('warning', 'fundsRefused', refusal);
  }
  const { actor, reason } = event;
  const { portfolio, ledger } = state;
  portfolio.revalue(state.markets);
  const equityBefore = portfolio.equity;
  ledger.adjust(asset, amount);
  if (asset === state.quote) portfolio.fundsMoved(toSignal(amount), toSignal(ledger.balance(asset)), state.markets);
  state.send({ type: 'moveFunds', asset, amount });
  const what = amount > 0n ? 'paid in' : 'taken out';
  state.notify('info', 'fundsMoved', `${size(amount)} ${asset} ${what}: ${reason} (${actor})`);
  state.observer.fundsMoved?.({ asset, amount, equityBefore, actor, reason });
}

function refusalOf(state: EngineState, { asset, amount }: Funds): string | undefined {
  if (amount === 0n) return 'an amount to move must not be 0';
  const free = freeFunds(state, asset);
  if (-amount <= free) return undefined;
  const { reservedQuote } = state.portfolio;
  const isReserved = asset === state.quote && reservedQuote > 0n;
  const reserved = isReserved ? `; ${size(reservedQuote)} are set aside for orders at work` : '';
  return `${size(amount)} ${asset} cannot be taken out: ${size(free)} are free${reserved}`;
}

/** What no strategy owns and no order at work may spend. */
function freeFunds({ ledger, portfolio, quote }: EngineState, asset: string): Decimal {
  const unowned = ledger.unowned(asset);
  const free = asset === quote ? unowned - portfolio.reservedQuote : unowned;
  return free > 0n ? free : 0n;
}

function size(amount: Decimal): string {
  return formatDecimal(amount < 0n ? -amount : amount);
}
