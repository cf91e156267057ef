/** A change in one line, as the page and the proofs write it. */
import type { Mutant } from './mutation.ts';

/** `what stands there  →  what is put there`, long code shortened in the middle. */
export function describeChange({ start, end, form, replacement }: Mutant, source: string): string {
  if (form === 'entry') return 'the function does nothing';
  if (form === 'statement') return `left out: ${shorten(source.slice(start, end))}`;
  return `${shorten(source.slice(start, end))}  →  ${shorten(replacement)}`;
}

/** The line of code that a mutant begins on. */
export function lineOf({ line }: Pick<Mutant, 'line'>, source: string): string {
  return source.split('\n')[line - 1]?.trim() ?? '';
}

function shorten(code: string): string {
  const flat = code.replaceAll(/\s+/g, ' ');
  return flat.length > 100 ? `${flat.slice(0, 60)} … ${flat.slice(-35)}` : flat;
}
