import { escapeXml } from './escape-xml.ts';
import { pixel } from './frame.ts';

export interface TextMark {
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly text: string;
  /** Class names of the chart style, `ink` by default. */
  readonly look?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Shortened to this many pixels. */
  readonly width?: number;
}

export function textMark({ x, y, text, look = 'ink', anchor = 'start', width }: TextMark): string {
  const shown = width === undefined ? text : shortened(text, Math.max(1, Math.floor(width / charWidth(look))));
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${pixel(x)}" y="${pixel(y)}" class="${look}"${side}>${escapeXml(shown)}</text>`;
}

/** About how wide a text gets; nothing here can measure fonts. */
export function textWidth(text: string, look = 'ink'): number {
  return text.length * charWidth(look);
}

function charWidth(look: string): number {
  if (/\btitle\b/.test(look)) return 9.6;
  return /\bvalue\b/.test(look) ? 9.2 : 6.8;
}

function shortened(text: string, characters: number): string {
  const all = Array.from(text);
  return all.length <= characters ? text : `${all.slice(0, Math.max(1, characters - 1)).join('')}…`;
}
