import { type Decision, type Explained, Refusal, ask } from '../client.ts';
import { type PageElement, make } from '../dom.ts';

/** It may wait for others, and reads a part of the journal. */
const DEADLINE_MS = 40_000;

/** What was recorded of the candle, beside what this version decides on it; asked for by a click. */
export function recomputedOf({ lane, candleOpenTimeMs }: Decision): PageElement {
  const answer = make('div', { 'aria-live': 'polite' });
  const button = make('button', { type: 'button', class: 'quiet' }, 'Compare with the record');
  const show = async (): Promise<void> => {
    button.disabled = true;
    answer.replaceChildren(make('p', { class: 'none' }, 'The candle is decided again …'));
    answer.replaceChildren(...(await told({ lane, candleOpenTimeMs: candleOpenTimeMs ?? 0 })));
    button.disabled = false;
  };
  button.addEventListener('click', () => void show());
  return make('section', {}, make('h4', {}, 'Then and now'), button, answer);
}

async function told(query: { readonly lane: number; readonly candleOpenTimeMs: number }): Promise<PageElement[]> {
  try {
    return linesOf(await ask('/api/v1/decisions/explain', query, DEADLINE_MS));
  } catch (error) {
    if (error instanceof Refusal) return [make('p', {}, error.message)];
    throw error;
  }
}

function linesOf({ recorded, recomputed, whyNot, differences, later, notes }: Explained): PageElement[] {
  const reason = recorded.reason === null ? '' : `: ${recorded.reason}`;
  const lines = [`Recorded by ${versionOf(recorded)}: ${recorded.action}${reason}.`];
  if (!recomputed) lines.push(`Not decided again: ${whyNot ?? 'it cannot be'}.`);
  else if (differences.length === 0) lines.push(`${versionOf(recomputed)} decides the same.`);
  else lines.push(`${versionOf(recomputed)} decides otherwise:`);
  const items = differences.map(({ what, recorded: then, recomputed: now }) =>
    make('div', {}, make('dt', {}, what), make('dd', {}, `${then} → ${now}`)),
  );
  const list = items.length === 0 ? [] : [make('dl', {}, ...items)];
  const others = later.map(({ action, reason: why }) => `Later, before the next candle: ${action}: ${why}.`);
  return [...lines, ...others, ...notes].map((line) => make('p', {}, line)).concat(list);
}

function versionOf({ version, commit }: Explained['recorded']): string {
  return `${version ?? 'an unnamed version'} (${commit})`;
}
