/**
 * Words that others wrote (strategies, venues, operators, files): short enough to be kept with every row that quotes
 * them, and with nothing in them that a terminal obeys or a reader cannot see.
 */

/** A reason longer than this explains nothing more. */
export const MAX_TEXT_LENGTH = 500;

/** Control characters, marks that turn or hide text, line and paragraph separators, halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const EACH_UNSEEN = new RegExp(UNSEEN, 'gu');
/** What `visibleText` leaves as it is. */
export const VISIBLE_TEXT = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u;

const NAMED: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };

/** The text in one line, every character in sight: `\n`, `\x1b`, `\u202e`. What is in `keep` stays as it is. */
export function visibleText(text: string, keep = ''): string {
  if (!UNSEEN.test(text)) return text;
  return text.replace(EACH_UNSEEN, (character) => (keep.includes(character) ? character : escapeOf(character)));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return NAMED[character] ?? (code < 256 ? `\\x${hex.padStart(2, '0')}` : code > 0xffff ? `\\u{${hex}}` : `\\u${hex}`);
}

/** Visible and at most `limit` long; what was cut off is said. Done twice it is the same. */
export function plainText(text: string, limit: number = MAX_TEXT_LENGTH): string {
  // Cut first: what is megabytes long must not be searched.
  const seen = visibleText(text.length > limit ? text.slice(0, limit) : text);
  if (text.length <= limit && seen.length <= limit) return seen;
  const rest = `… (${text.length} characters)`;
  return `${seen.slice(0, limit - rest.length).replace(/[\ud800-\udbff]$/, '')}${rest}`;
}

/** JSON that says the same, with every character in sight. */
export function visibleJson(json: string): string {
  if (!UNSEEN.test(json)) return json;
  // Between values only spaces and line breaks may stand, and those are meant.
  return json.replace(EACH_UNSEEN, (character) => (' \n\r\t'.includes(character) ? character : unitsOf(character)));
}

function unitsOf(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => String.raw`\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
