/** A source file taken apart into code, text and comments: enough for rules about words and lines, no parser. */

export interface Comment {
  /** First line, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface SplitSource {
  /** The source with comments and the contents of strings blanked, every character at its place. */
  readonly code: string;
  /** The source with comments blanked and strings kept. */
  readonly uncommented: string;
  readonly comments: readonly Comment[];
}

const REGEX_MAY_FOLLOW =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|await|yield))\s*$/;
/** Up to the next character that could begin a comment, a text or a template's expression. */
const PLAIN = /[^'"`/{}]+/y;
const BLANK_KEEPS_LINES = /[^\n]/g;

export function splitSource(text: string): SplitSource {
  const splitter = new Splitter(text);
  splitter.run();
  return { code: splitter.code, uncommented: splitter.uncommented, comments: splitter.comments };
}

class Splitter {
  code = '';
  uncommented = '';
  readonly comments: Comment[] = [];
  readonly #text: string;
  #at = 0;
  #line = 1;
  /** Open braces of each template expression around this place. */
  readonly #depths: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    while (this.#at < this.#text.length) this.#step();
  }

  #step(): void {
    const text = this.#text;
    const two = text.slice(this.#at, this.#at + 2);
    const [one = ''] = two;
    if (two === '//') return this.#comment(this.#find('\n', this.#at));
    if (two === '/*') return this.#comment(this.#find('*/', this.#at + 2) + 2);
    if (one === "'" || one === '"') return this.#literal(this.#endOfQuoted(one));
    if (one === '`') return this.#template();
    if (one === '/' && REGEX_MAY_FOLLOW.test(this.code.slice(-40))) return this.#literal(this.#endOfRegex());
    if (this.#depths.length > 0 && (one === '{' || one === '}')) return this.#brace(one);
    PLAIN.lastIndex = this.#at;
    this.#keep(PLAIN.exec(text)?.[0].length ?? 1);
  }

  #find(needle: string, from: number): number {
    const found = this.#text.indexOf(needle, from);
    return found === -1 ? this.#text.length : found;
  }

  #comment(end: number): void {
    const text = this.#text.slice(this.#at, end);
    this.comments.push({ line: this.#line, text });
    this.#take(end, text.replace(BLANK_KEEPS_LINES, ' '), text.replace(BLANK_KEEPS_LINES, ' '));
  }

  /** Keeps the quotes, so that an import can be told from a word. */
  #literal(end: number): void {
    const text = this.#text.slice(this.#at, end);
    const inner = text.slice(1, -1).replace(BLANK_KEEPS_LINES, ' ');
    this.#take(end, `${text.at(0)}${inner}${text.length > 1 ? text.at(-1) : ''}`, text);
  }

  #template(): void {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== '`' && this.#text.slice(end, end + 2) !== '${') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    const isExpression = this.#text[end] === '$';
    if (isExpression) this.#depths.push(0);
    this.#literal(end + (isExpression ? 2 : 1));
  }

  #brace(one: string): void {
    const last = this.#depths.length - 1;
    const depth = this.#depths[last] ?? 0;
    if (one === '}' && depth === 0) {
      this.#depths.pop();
      return this.#template();
    }
    this.#depths[last] = depth + (one === '{' ? 1 : -1);
    this.#keep(1);
  }

  #endOfQuoted(quote: string): number {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== quote && this.#text[end] !== '\n') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    return end + 1;
  }

  #endOfRegex(): number {
    let end = this.#at + 1;
    let isClass = false;
    while (end < this.#text.length && this.#text[end] !== '\n' && (isClass || this.#text[end] !== '/')) {
      if (this.#text[end] === '[') isClass = true;
      if (this.#text[end] === ']') isClass = false;
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    return end + 1;
  }

  #keep(length: number): void {
    const text = this.#text.slice(this.#at, this.#at + length);
    this.#take(this.#at + length, text, text);
  }

  #take(end: number, code: string, uncommented: string): void {
    this.#line += this.#text.slice(this.#at, end).split('\n').length - 1;
    this.code += code;
    this.uncommented += uncommented;
    this.#at = Math.min(end, this.#text.length);
  }
}
