/** Puts all mutants of a file into its code at once, each behind a question whether it is the one that is tried. */
import type { Mutant } from './mutation.ts';

/** The name under which the code imports the switch; the worker's loader knows it. */
export const SWITCH_MODULE = 'mutant-switch';

/** `running` tries one; `measuring` writes down which ones the tests come across. */
export type Mode = 'running' | 'measuring';

interface Site {
  readonly start: number;
  readonly end: number;
  readonly mutants: Mutant[];
}

const QUESTIONS: Readonly<Record<Mode, (id: number) => string>> = {
  running: (id) => `__m.at===${id}`,
  measuring: (id) => `__m.hit(${id})`,
};

export function instrument(source: string, mutants: readonly Mutant[], mode: Mode): string {
  if (mutants.length === 0) return source;
  const sites = [...Map.groupBy(mutants, ({ start, end, form }) => `${start} ${end} ${form}`).values()]
    .map((group): Site => ({ start: group[0]?.start ?? 0, end: group[0]?.end ?? 0, mutants: group }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const asked = QUESTIONS[mode];
  return `import { mutantSwitch as __m } from '${SWITCH_MODULE}';${render(0, source.length, sites)}`;

  /** The text from one offset to another with what stands inside it; `inside` is sorted, outer ones first. */
  function render(from: number, to: number, inside: readonly Site[]): string {
    let text = '';
    let at = from;
    for (let i = 0; i < inside.length; ) {
      const site = inside[i] as Site;
      let next = i + 1;
      while (next < inside.length && (inside[next] as Site).start < site.end) next += 1;
      text += source.slice(at, site.start) + wrap(site, render(site.start, site.end, inside.slice(i + 1, next)));
      at = site.end;
      i = next;
    }
    return text + source.slice(at, to);
  }

  function wrap({ mutants: group }: Site, original: string): string {
    if (group[0]?.form === 'entry') {
      return group.map(({ id, replacement }) => `if(${asked(id)}){${replacement}}`).join('') + original;
    }
    if (group[0]?.form === 'statement') return `{if(${asked(group[0].id)}){}else{${original}}}`;
    const choices = group.map(({ id, replacement }) => `${asked(id)}?(${replacement}):`);
    return `(${choices.join('')}(${original}))`;
  }
}
