import type { Decision, Status } from '../client.ts';
import { byId, make, setText } from '../dom.ts';
import { explanationOf } from './explanation.ts';
import { formatPrice, formatTime } from '../format.ts';
import { showEmpty } from './state-panel.ts';
import { createList } from '../sync-list.ts';

/** The last decisions with their reasons; opened ones show everything they were based on, and stay until they are closed. */
export function createDecisions(): (decisions: readonly Decision[], status: Status, isTradesOnly: boolean) => void {
  const opened = new Map<string, Decision>();
  const list = createList<Decision>(byId('decisions'), keyOf, (decision) => {
    const { action, symbol, strategy, candleOpenTimeMs, price } = decision;
    const reason = make('span', { class: 'reason' });
    const time = candleOpenTimeMs === null ? '' : formatTime(candleOpenTimeMs);
    const details = make(
      'details',
      {},
      make(
        'summary',
        {},
        make('span', { class: 'action', 'data-action': action }, action),
        reason,
        make(
          'span',
          { class: 'about' },
          `${symbol} ${price === null ? '' : formatPrice(price)} · ${strategy} · ${time}`,
        ),
      ),
    );
    let isFilled = false;
    details.addEventListener('toggle', () => {
      if (details.open) opened.set(keyOf(decision), decision);
      else opened.delete(keyOf(decision));
      if (isFilled || !details.open) return;
      isFilled = true;
      details.append(explanationOf(decision));
    });
    return { element: make('li', {}, details), update: (shown) => setText(reason, reasonOf(shown)) };
  });
  return (decisions, status, isTradesOnly) => {
    const latest = new Set(decisions.map(keyOf));
    list([...decisions, ...[...opened.values()].filter((decision) => !latest.has(keyOf(decision)))]);
    const why = isTradesOnly
      ? 'None of the recent decisions was a buy or a sell.'
      : `The first decision comes with the first ${status.timeframe} candle that closes.`;
    showEmpty('decisions-empty', decisions.length === 0, why);
  };
}

function keyOf({ lane, candleOpenTimeMs, action }: Decision): string {
  return `${lane} ${candleOpenTimeMs} ${action}`;
}

/** An intent that was denied is explained by what denied it. */
function reasonOf({ reason, explain }: Decision): string {
  const [block] = explain.blocks;
  if (!block || reason.includes(block.message)) return reason;
  const more = explain.blocks.length > 1 ? ` (and ${explain.blocks.length - 1} more)` : '';
  return `${reason}; blocked: ${block.message}${more}`;
}
