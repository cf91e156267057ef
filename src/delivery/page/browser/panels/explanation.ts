/** Everything a decision was based on, as tables. */
import type { Decision } from '../client.ts';
import { type PageElement, make } from '../dom.ts';
import { formatNumber, formatTime } from '../format.ts';
import { recomputedOf } from './recomputed.ts';

type Value = number | string | boolean | null;
type Block = Decision['explain']['blocks'][number];

export function explanationOf(decision: Decision): PageElement {
  const { explain, regime, confidence, score, scoreBlended, id } = decision;
  const { signals, weights, thresholds, blocks, context, model } = explain;
  return make(
    'div',
    { class: 'explanation' },
    group('Verdict', { score, 'score with model': scoreBlended, confidence, regime, 'decision id': id }),
    group('Signals', signals),
    group('Weights', weights),
    group('Thresholds', thresholds),
    blocksOf(blocks),
    group('Surroundings', inWords(context)),
    group('Model', model ? { name: model.name, version: model.version } : { model: 'none: rules only' }),
    recomputedOf(decision),
  );
}

function group(title: string, values: Readonly<Record<string, Value>>): PageElement {
  const entries = Object.entries(values);
  const lines = entries.map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, valueText(value))));
  const body = lines.length > 0 ? make('dl', {}, ...lines) : make('p', { class: 'none' }, 'none');
  return make('section', {}, make('h4', {}, title), body);
}

/** `stopPrice` becomes `stop price`; names of indicators are left as they are. */
function inWords(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isMoment = name.endsWith('TimeMs') && typeof value === 'number';
      const words = name.replace(/TimeMs$/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
      return [words.toLowerCase(), isMoment ? `${formatTime(value)} UTC` : value];
    }),
  );
}

function blocksOf(blocks: readonly Block[]): PageElement {
  const items = blocks.map(({ rule, message }) => make('li', {}, make('strong', {}, rule), ` ${message}`));
  const body = items.length > 0 ? make('ul', {}, ...items) : make('p', { class: 'none' }, 'nothing stood in the way');
  return make('section', {}, make('h4', {}, 'Blocks'), body);
}

function valueText(value: Value): string {
  if (value === null) return 'none';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}
