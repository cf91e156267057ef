/** What takes complete lines; `bytes[to - 1]` is always a line feed. */
export interface LineSink {
  scan(bytes: Uint8Array, from: number, to: number): void;
}

/** A line of a candle file has a hundred bytes; a longer one than this is something else. */
const MAX_LINE_BYTES = 64 * 1024;
const LINE_FEED = 10;

/** Cuts chunks at line ends: only the one line that two chunks share is copied. */
export class LineFeeder {
  readonly #sink: LineSink;
  #rest = new Uint8Array(0);

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  /** @returns false when a line is longer than any line of candles. */
  push(chunk: Uint8Array): boolean {
    const last = chunk.lastIndexOf(LINE_FEED);
    if (last < 0) {
      this.#rest = joined(this.#rest, chunk);
      return this.#rest.length <= MAX_LINE_BYTES;
    }
    let from = 0;
    if (this.#rest.length > 0) {
      from = chunk.indexOf(LINE_FEED) + 1;
      const line = joined(this.#rest, chunk.subarray(0, from));
      if (line.length > MAX_LINE_BYTES) return false;
      this.#sink.scan(line, 0, line.length);
    }
    if (last + 1 > from) this.#sink.scan(chunk, from, last + 1);
    this.#rest = chunk.slice(last + 1);
    return this.#rest.length <= MAX_LINE_BYTES;
  }

  /** The last line may have no line feed. */
  end(): void {
    if (this.#rest.length === 0) return;
    const line = joined(this.#rest, Uint8Array.of(LINE_FEED));
    this.#rest = new Uint8Array(0);
    this.#sink.scan(line, 0, line.length);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
