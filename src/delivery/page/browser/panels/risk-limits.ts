import type { LaneRisk } from '../client.ts';
import { type PageElement, byId, make, setText, shape } from '../dom.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { showEmpty } from './state-panel.ts';
import { createList } from '../sync-list.ts';

type Rule = LaneRisk['rules'][number];
type Reading = Rule['limit'];

/** Rules whose value has to be above the limit: a bar that fills up would say the opposite. */
const FLOORS: ReadonlySet<string> = new Set(['cooldown', 'candle-gap', 'instrument-limits']);

/** Every rule that is switched on, with its limit and how much of it is used. */
export function createRiskLimits(): (risk: LaneRisk | undefined) => void {
  const list = createList<Rule>(
    byId('risk'),
    ({ rule }) => rule,
    ({ rule }) => {
      const value = make('span', { class: 'value' });
      const used = shape('rect', { class: 'used', x: 0, y: 0, height: 4, rx: 2, width: 0 });
      const track = shape('rect', { class: 'track', x: 0, y: 0, width: 100, height: 4, rx: 2 });
      const bar = shape(
        'svg',
        { class: 'bar', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        track,
        used,
      );
      const element = make('li', {}, make('span', { class: 'rule' }, rule.replaceAll('-', ' ')), value, bar);
      return { element, update: (present) => update(present, { element, value, bar, used }) };
    },
  );
  return (risk) => {
    const active = (risk?.rules ?? []).filter((rule) => rule.limit !== null);
    list(active.toSorted((a, b) => Number(a.ok) - Number(b.ok)));
    const off = (risk?.rules ?? []).filter((rule) => rule.limit === null).map((rule) => rule.rule.replaceAll('-', ' '));
    showEmpty('risk-off', off.length > 0, `Switched off: ${off.join(', ')}.`);
    showEmpty('risk-empty', !risk, 'Limits are shown once the market has a price.');
  };
}

interface Parts {
  readonly element: PageElement;
  readonly value: PageElement;
  readonly bar: PageElement;
  readonly used: PageElement;
}

function update({ rule, ok, limit, value, unit }: Rule, parts: Parts): void {
  parts.element.setAttribute('data-ok', String(ok));
  const readings = limit === value ? text(value, unit) : `${text(value, unit)} of ${text(limit, unit)}`;
  const withFloor = FLOORS.has(rule) ? `${text(value, unit)}, at least ${text(limit, unit)}` : readings;
  setText(parts.value, ok ? withFloor : `${withFloor}: no entries`);
  const isBarred = typeof limit === 'number' && typeof value === 'number' && limit > 0 && !FLOORS.has(rule);
  parts.bar.setAttribute('data-shown', String(isBarred));
  if (!isBarred) return;
  const share = Math.max(0, Math.min(1, value / limit));
  parts.used.setAttribute('width', String(share * 100));
  parts.bar.setAttribute('data-level', share >= 1 ? 'full' : share >= 0.8 ? 'high' : 'low');
}

function text(reading: Reading, unit: string): string {
  if (reading === null) return 'none';
  if (typeof reading === 'string') return reading;
  return unit === 'ratio' ? formatPercent(reading, false) : `${formatNumber(reading)} ${unit}`;
}
