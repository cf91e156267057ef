/** Reads the text of a `.env` file. Nothing is substituted: what is written is what counts. */

interface DotenvEntry {
  readonly key: string;
  readonly value: string;
  /** 1-based line the entry begins on. */
  readonly line: number;
}

/** Names the line and what is wrong with it, never its content: that may be a secret. */
interface DotenvProblem {
  readonly line: number;
  readonly message: string;
}

interface Dotenv {
  readonly entries: readonly DotenvEntry[];
  readonly problems: readonly DotenvProblem[];
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' };

/**
 * `KEY=value # comment`, `export KEY=value`, `'literal'` and `"with \n escapes"`; quoted values may span lines.
 * All problems at once, in line order.
 */
export function parseDotenv(text: string): Dotenv {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
  const entries: DotenvEntry[] = [];
  const problems: DotenvProblem[] = [];
  const seen = new Map<string, DotenvEntry>();
  for (let index = 0; index < lines.length; index += 1) {
    const content = lines[index] ?? '';
    const line = index + 1;
    if (/^\s*(#|$)/.test(content)) continue;
    const assignment = ASSIGNMENT.exec(content);
    if (!assignment) {
      problems.push({ line, message: 'is not KEY=value; a comment begins with #' });
      continue;
    }
    const rest = content.slice(assignment[0].length);
    const quote = rest.charAt(0);
    const read = quote === '"' || quote === "'" ? readQuoted(lines, index, rest, quote) : readBare(rest);
    if ('message' in read) {
      problems.push({ line, message: read.message });
      continue;
    }
    index += read.extraLines;
    const entry = { key: assignment[1] ?? '', value: read.value, line };
    const earlier = seen.get(entry.key);
    if (earlier !== undefined && earlier.value !== entry.value) {
      problems.push({ line, message: `sets ${entry.key} again, to another value than line ${earlier.line}` });
    }
    seen.set(entry.key, entry);
    if (earlier === undefined) entries.push(entry);
  }
  return { entries, problems };
}

interface Read {
  readonly value: string;
  readonly extraLines: number;
}

function readBare(rest: string): Read {
  return { value: rest.replace(/(^|\s)#.*$/, '').trim(), extraLines: 0 };
}

function readQuoted(lines: readonly string[], first: number, rest: string, quote: string): Read | { message: string } {
  // Only this line is searched as long as the quotation closes on it.
  let body = rest.slice(1);
  for (let extraLines = 0; ; extraLines += 1) {
    const end = closingQuote(body, quote);
    if (end !== -1) {
      if (!/^\s*(#.*)?$/.test(body.slice(end + 1))) return { message: 'has text after the closing quotation mark' };
      const value = body.slice(0, end);
      return { value: quote === '"' ? unescape(value) : value, extraLines };
    }
    const next = lines[first + extraLines + 1];
    if (next === undefined) return { message: `opens a ${quote} that is never closed` };
    body = `${body}\n${next}`;
  }
}

function closingQuote(body: string, quote: string): number {
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charAt(at);
    if (character === '\\' && quote === '"') at += 1;
    else if (character === quote) return at;
  }
  return -1;
}

function unescape(value: string): string {
  return value.replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole);
}
