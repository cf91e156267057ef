/** What an engine's state shows, field by field, so that a field which is not saved is seen whoever adds it. */

/** Of this process alone, or told again with the next candle. */
const NOT_KEPT: ReadonlySet<string> = new Set([
  // How it was configured and who listens.
  'settings',
  'observer',
  'run',
  'spec',
  // Counters of changes, for facts.
  'revision',
  'sends',
  'touched',
  'isTouched',
  'latest',
  // The answer to the entry at hand, and what became of a wish on the latest candle.
  'outbox',
  'outcome',
  // Of strategies that begin anew.
  'learnsUntilIndex',
  // The latest candle says these of itself where it was told as an event.
  'type',
  'instrument',
]);

/** Each value by its place; two states that show the same are equal. Values of a flat lane's last position are left out. */
export function shownState(view: object): string {
  const lines: string[] = [];
  walk(view, '', [], lines);
  return lines.join('\n');
}

function walk(value: unknown, place: string, within: readonly object[], lines: string[]): void {
  if (typeof value === 'function') return;
  if (typeof value !== 'object' || value === null) {
    lines.push(`${place} ${Object.is(value, -0) ? '-0' : String(value)}`);
    return;
  }
  if (within.includes(value)) return;
  for (const [name, part] of partsOf(value)) walk(part, `${place}.${name}`, [...within, value], lines);
}

function partsOf(value: object): readonly (readonly [string, unknown])[] {
  if (value instanceof Map)
    return [...value].flatMap((pair, at) => [[`key ${at}`, pair[0]] as const, [`value ${at}`, pair[1]] as const]);
  if (value instanceof Set) return [...value].map((part: unknown, at) => [`${at}`, part]);
  const isFlat = 'exact' in value && 'position' in value && value.position === undefined;
  return Object.entries(value)
    .filter(([name]) => !NOT_KEPT.has(name) && !(isFlat && name === 'exact'))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
