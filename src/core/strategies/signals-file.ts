/**
 * Trades what another program decided. Each row of the file names a candle by its *open* time; it acts when that candle
 * has closed, as every strategy does, so its order is filled at the open of the next one.
 */
import { type Assessment, StrategyInputError, defineStrategy, text } from './api/index.ts';
import { type SignalRows, parseSignalRows } from './signal-rows.ts';

export const signalsFile = defineStrategy({
  name: 'signals-file',
  description: 'Enters and leaves where a CSV file says so: timestamp_ms (candle open), enter, exit, optional tag.',
  parameters: {
    /** Path of the CSV; whoever composes the run reads it into the attachment of the same name. */
    file: text({ default: '' }),
  },
  lookback: 0,
  setup({ parameters, attachments }) {
    const cursor = new SignalCursor(readRows(parameters.file, attachments['file']));
    let isInPosition = false;
    return {
      onCandle({ candle, position, enterLong, exit }) {
        cursor.moveTo(candle.openTimeMs);
        isInPosition = position !== undefined;
        const tag = cursor.tag === '' ? 'signal' : cursor.tag;
        if (position && cursor.isExit) return exit({ reason: 'exit signal in the file', tag });
        if (!position && cursor.isEnter) return enterLong({ reason: 'entry signal in the file', tag });
        return undefined;
      },
      assess: () => assessSignals(cursor, isInPosition),
    };
  },
});

function readRows(file: string, contents: string | undefined): SignalRows {
  if (contents === undefined) {
    const problem = `parameter "file" must name a readable CSV file, value was ${JSON.stringify(file)}`;
    throw new StrategyInputError('signals-file', [problem]);
  }
  const parsed = parseSignalRows(contents);
  if (parsed.ok) return parsed.value;
  throw new StrategyInputError(
    'signals-file',
    parsed.error.map((problem) => `${file || 'file'}: ${problem}`),
  );
}

/** Walks the rows along with the candles and counts what found no candle. */
class SignalCursor {
  readonly rows: SignalRows;
  matched = 0;
  /** Rows that time went past without a candle of theirs. */
  unmatched = 0;
  lastUnmatchedMs = Number.NaN;
  isEnter = false;
  isExit = false;
  tag = '';

  constructor(rows: SignalRows) {
    this.rows = rows;
  }

  /** Rows that are still to come. */
  get pending(): number {
    return this.rows.length - this.matched - this.unmatched;
  }

  moveTo(openTimeMs: number): void {
    const { rows } = this;
    let next = this.matched + this.unmatched;
    while (next < rows.length && (rows.openTimeMs[next] ?? 0) < openTimeMs) {
      this.unmatched += 1;
      this.lastUnmatchedMs = rows.openTimeMs[next] ?? Number.NaN;
      next += 1;
    }
    const isMatch = next < rows.length && rows.openTimeMs[next] === openTimeMs;
    if (isMatch) this.matched += 1;
    this.isEnter = isMatch && rows.enters[next] === 1;
    this.isExit = isMatch && rows.exits[next] === 1;
    this.tag = isMatch ? (rows.tags[next] ?? '') : '';
  }
}

/** An entry signal is a score of 1, an exit signal 0, silence 0.5: the file knows no shades. */
function assessSignals(cursor: SignalCursor, isInPosition: boolean): Assessment {
  const { isEnter, isExit } = cursor;
  const isSilent = !isEnter && !isExit;
  const score = isSilent ? 0.5 : isExit && (isInPosition || !isEnter) ? 0 : 1;
  const isObeyed = isInPosition ? isExit : isEnter;
  const heldBecause = isSilent
    ? 'no signal in the file for this candle'
    : isInPosition
      ? 'entry signal ignored: already in a position'
      : 'exit signal ignored: no position to leave';
  return {
    score,
    scoreBlended: score,
    confidence: isSilent ? 0 : 1,
    regime: 'unknown',
    ...(isObeyed ? {} : { reason: heldBecause }),
    explain: {
      signals: { enter: isEnter, exit: isExit, tag: cursor.tag === '' ? null : cursor.tag },
      context: {
        matchedSignals: cursor.matched,
        unmatchedSignals: cursor.unmatched,
        pendingSignals: cursor.pending,
        lastUnmatchedTimeMs: cursor.unmatched === 0 ? null : cursor.lastUnmatchedMs,
      },
    },
  };
}
