import type { Status } from '../client.ts';
import { byId, make, setText } from '../dom.ts';
import { formatChange, formatDuration, formatPercent, formatPrice, toneOf } from '../format.ts';
import { showEmpty } from './state-panel.ts';
import { createList } from '../sync-list.ts';

type Position = Status['positions'][number];

const GUARDS: Readonly<Record<Position['guard'], string>> = {
  flat: 'flat',
  protected: 'protected',
  unguarded: 'no stop configured',
  beingReplaced: 'being replaced',
  naked: 'not protected',
};

/** Open positions; `onClose` is told which lane somebody wants closed. */
export function createPositions(
  onClose: (position: Position) => void,
): (status: Status, isControlOpen: boolean) => void {
  let isOpen = false;
  let marketTimeMs = 0;
  let isHalted = false;
  const list = createList<Position>(
    byId('positions'),
    ({ lane }) => String(lane),
    (created) => {
      let present = created;
      const name = make('th', { scope: 'row' });
      const cells = ['Quantity', 'Entry', 'Last', 'Profit', 'Stop', 'Target', 'Guard', 'Held'].map((label) => ({
        label,
        cell: make('td', { 'data-label': label }),
      }));
      const button = make('button', { type: 'button', class: 'quiet' }, 'Close…');
      button.addEventListener('click', () => onClose(present));
      const element = make(
        'tr',
        {},
        name,
        ...cells.map(({ cell }) => cell),
        make('td', { class: 'row-action' }, button),
      );
      return {
        element,
        update: (position) => {
          present = position;
          setText(name, `${position.symbol} · ${position.strategy}`);
          const texts = textsOf(position, { marketTimeMs, isHalted });
          for (const { label, cell } of cells) setText(cell, texts[label] ?? '');
          cells[3]?.cell.setAttribute('data-tone', toneOf(position.unrealizedPnl));
          cells[6]?.cell.setAttribute('data-guard', isHalted ? 'naked' : position.guard);
          button.disabled = !isOpen;
          button.setAttribute('title', isOpen ? 'Sell this position' : 'Locked: API_TOKEN is not set');
        },
      };
    },
  );
  return (status, isControlOpen) => {
    isOpen = isControlOpen;
    ({ marketTimeMs } = status);
    isHalted = status.tradingState === 'halted';
    list(status.positions);
    byId('positions-table').hidden = status.positions.length === 0;
    showEmpty('positions-empty', status.positions.length === 0, whyNone(status));
  };
}

function textsOf(
  position: Position,
  { marketTimeMs, isHalted }: { readonly marketTimeMs: number; readonly isHalted: boolean },
): Readonly<Record<string, string>> {
  const { quantity, entryPrice, lastPrice, unrealizedPnl, profitRatio, stopPrice, targetPrice, guard, openedMs } =
    position;
  return {
    Quantity: quantity,
    Entry: formatPrice(entryPrice),
    Last: formatPrice(lastPrice),
    Profit: `${formatChange(unrealizedPnl)} (${formatPercent(profitRatio)})`,
    Stop: stopPrice === null ? 'none' : formatPrice(stopPrice),
    Target: targetPrice === null ? 'none' : formatPrice(targetPrice),
    Guard: isHalted ? 'UNGUARDED: halted' : GUARDS[guard],
    Held: formatDuration(marketTimeMs - openedMs),
  };
}

function whyNone({ lanes, tradingState }: Status): string {
  const stopped = lanes.filter((lane) => lane.isStopped);
  if (stopped.length === lanes.length) return `Every strategy has stopped: ${stopped[0]?.stopReason ?? ''}`;
  const cold = lanes.filter((lane) => !lane.isWarm);
  const slowest = cold[0]?.warmUp;
  if (cold.length === lanes.length && slowest) {
    return `Warming up: ${slowest.seen} of ${slowest.needed} candles. Nothing is traded before that.`;
  }
  if (tradingState !== 'active') return `No open positions, and none are opened while trading is ${tradingState}.`;
  return 'No open positions: the strategies are waiting for a reason to buy. Their last decisions say why.';
}
