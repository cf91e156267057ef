import { secretForms } from './secret-forms.ts';

const REDACTED = '[redacted]';

/** Takes every known secret, in every form, out of whatever is about to leave the program. */
export interface Redactor {
  /** Secrets that turn up later (rotation, a login) are searched for from here on. */
  add(secret: string): void;
  redactText(text: string): string;
  /** The same for a line of JSON, which stays valid JSON whatever the secret looks like. */
  redactJsonLine(line: string): string;
}

export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;

  function add(secret: string): void {
    const before = forms.size;
    for (const form of secretForms(secret)) forms.add(form);
    if (forms.size === before) return;
    // Alternatives are tried in order: the longest first, so that no rest of a secret is left standing.
    const ordered = [...forms].sort((a, b) => b.length - a.length);
    pattern = new RegExp(ordered.map(escape).join('|'), 'g');
  }

  function redactText(text: string): string {
    return pattern === undefined ? text : text.replace(pattern, REDACTED);
  }

  function redactJsonLine(line: string): string {
    // Nearly every line is clean, and one search tells: the forms include those that JSON gives a text.
    if (pattern === undefined || line.search(pattern) === -1) return line;
    try {
      const end = line.endsWith('\n') ? '\n' : '';
      return `${JSON.stringify(redactValue(JSON.parse(line) as unknown, redactText))}${end}`;
    } catch {
      return redactText(line);
    }
  }

  for (const secret of secrets) add(secret);
  return { add, redactText, redactJsonLine };
}

function redactValue(value: unknown, redactText: (text: string) => string): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number') {
    const text = String(value);
    const redacted = redactText(text);
    return redacted === text ? value : redacted;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, redactText));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [redactText(name), redactValue(inner, redactText)]),
  );
}

function escape(form: string): string {
  return form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
