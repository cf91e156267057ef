/** What runs, what it may do, and whether every part of it is well. */
import type { Health, Status } from '../client.ts';
import type { Live } from '../live.ts';
import { type PageElement, browser, byId, make, setText } from '../dom.ts';
import { formatDuration, formatTime } from '../format.ts';
import { createList } from '../sync-list.ts';

const STATES = {
  active: { label: 'Trading', meaning: 'Positions are opened and closed as the strategies decide.' },
  reducing: { label: 'Reducing', meaning: 'Nothing is opened; open positions keep their exits.' },
  halted: {
    label: 'Halted',
    meaning: 'Stops and targets do not act: open positions are unguarded until somebody resumes.',
  },
} as const;

const COMPONENTS: Readonly<Record<keyof Health['components'], string>> = {
  db: 'Storage',
  broker: 'Exchange',
  bus: 'Events',
  time_sync: 'Clock',
  data: 'Market data',
  exits: 'Exits',
  reconcile: 'Orders',
};

export interface StatePanel {
  readonly show: (live: Live) => void;
  readonly showLost: (message: string) => void;
}

export function createStatePanel(): StatePanel {
  const badges = createList<string>(
    byId('badges'),
    (text) => text,
    (text) => ({
      element: make('li', { class: 'badge' }, text),
      update: () => undefined,
    }),
  );
  const components = createList<readonly [string, string, boolean, string]>(
    byId('health'),
    ([name]) => name,
    ([, label]) => {
      const dot = make('span', { class: 'dot', 'aria-hidden': 'true' });
      const word = make('span', { class: 'component-state' });
      const detail = make('span', { class: 'component-detail' });
      const element = make('li', {}, make('span', { class: 'component' }, dot, label, word), detail);
      return {
        element,
        update: ([, , isOk, text]) => {
          element.setAttribute('data-ok', String(isOk));
          setText(word, isOk ? ': ok' : ': trouble');
          setText(detail, text);
        },
      };
    },
  );
  const suspense = createList<Status['suspense'][number]>(
    byId('suspense'),
    ({ tradeId, symbol, side, fee }) => `${tradeId} ${symbol} ${side} ${fee}`,
    ({ tradeId, side, quantity, symbol, why }) => ({
      element: make(
        'li',
        {},
        `Trade ${tradeId} (${side} ${quantity} ${symbol}) is set aside: ${why}. To settle it: cab settle ${tradeId}`,
      ),
      update: () => undefined,
    }),
  );
  return {
    show: ({ status, health }) => {
      const { label, meaning } = STATES[status.tradingState];
      const state = byId('trading-state');
      setText(state, status.isRunning ? label : 'Ended');
      state.setAttribute('data-state', status.isRunning ? status.tradingState : 'ended');
      const ended = 'The run has ended: its market has no more candles.';
      setText(byId('state-meaning'), status.isRunning ? meaning : ended);
      const reason = byId('state-reason');
      reason.hidden = status.tradingStateReason === '';
      setText(reason, `Because: ${status.tradingStateReason}`);
      suspense(status.suspense);
      byId('suspense').hidden = status.suspense.length === 0;
      const isSimulated = status.exchange === 'simulated';
      badges([
        ...(status.mode === 'live' ? ['Live: real money'] : ['Paper: no real money']),
        isSimulated ? 'Simulated market' : status.exchange,
        `${status.timeframe} candles`,
      ]);
      setText(byId('market-time'), `Market time ${formatTime(status.marketTimeMs)} UTC`);
      setText(byId('uptime'), `up ${formatDuration(Date.now() - status.startedMs)} · version ${health.version}`);
      const connection = byId('connection');
      connection.setAttribute('data-live', 'true');
      setText(connection, 'live');
      components(componentLines(health));
      setText(byId('health-summary'), summaryOf(health));
      browser.document.title = `${status.equity.toFixed(2)} ${status.quote} · ${label} · crypto-ai-bot`;
    },
    showLost: (message) => {
      const connection = byId('connection');
      connection.setAttribute('data-live', 'false');
      setText(connection, `${message} Trying again…`);
    },
  };
}

function componentLines({ components }: Health): (readonly [string, string, boolean, string])[] {
  return (Object.keys(COMPONENTS) as (keyof typeof COMPONENTS)[]).map((name) => {
    const { ok, detail } = components[name];
    return [name, COMPONENTS[name], ok, detail] as const;
  });
}

function summaryOf({ components, status }: Health): string {
  const failing = Object.values(components).filter(({ ok }: { readonly ok: boolean }) => !ok).length;
  if (failing > 0) return `${failing} of ${Object.keys(components).length} parts need attention`;
  return status === 'healthy' ? 'Everything is well' : 'Every part is well; trading is restricted';
}

/** Where a section says in a line why it is empty. */
export function showEmpty(id: string, isEmpty: boolean, why = ''): void {
  const element: PageElement = byId(id);
  element.hidden = !isEmpty;
  if (isEmpty) setText(element, why);
}
