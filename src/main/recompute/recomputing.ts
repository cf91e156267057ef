/** What a running bot has recomputed: past candles for who asks, and after a start what is decided otherwise now. */
import { type Notify, type Result, err, ok } from '../../domain/index.ts';
import { type CandleAsked, type ExplainedCandle, type RecomputeRefusal, noticesOf } from '../../runtime/index.ts';
import { describeTradingSettings } from '../parts/run/run-record.ts';
import type { Settings } from '../settings/index.ts';
import { TODAY } from '../version.ts';
import { type Desk, createRecomputeDesk } from './recompute-desk.ts';

/** People wait for an explanation; a comparison may have to read the whole run. */
const EXPLAIN_DEADLINE_MS = 30_000;
const COMPARE_DEADLINE_MS = 300_000;

export interface Recomputing {
  readonly explainPast: (
    asked: CandleAsked,
    signal: AbortSignal | undefined,
  ) => Promise<Result<ExplainedCandle, RecomputeRefusal>>;
  /** Of the last candles before this process; says what came of it. */
  readonly compare: (beforeSequence: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

export function createRecomputing(options: {
  readonly databasePath: string;
  readonly settings: Settings;
  readonly tell: (notice: Notify) => void;
  readonly desk?: Desk;
}): Recomputing {
  const { databasePath, settings, tell, desk = createRecomputeDesk(databasePath) } = options;
  return {
    explainPast: async (asked, signal) => {
      const done = await desk.ask({ kind: 'explain', asked }, { signal, deadlineMs: EXPLAIN_DEADLINE_MS });
      if (!done.ok) return done;
      return done.value.kind === 'explain' ? ok(done.value.told) : err(MIXED_UP);
    },
    compare: async (beforeSequence) => {
      const written = describeTradingSettings(settings);
      const task = { kind: 'compare', settings: written, beforeSequence } as const;
      const done = await desk.ask(task, { deadlineMs: COMPARE_DEADLINE_MS });
      if (!done.ok) {
        if (done.error.code !== 'gone') for (const notice of notComparedBecause(done.error)) tell(notice);
      } else if (done.value.kind === 'compare') for (const notice of noticesOf(done.value.told)) tell(notice);
    },
    end: () => desk.close(),
  };
}

const MIXED_UP: RecomputeRefusal = { code: 'failed', message: 'the answer is to another question' };

function notComparedBecause({ message }: RecomputeRefusal): readonly Notify[] {
  return noticesOf({ by: TODAY, lanes: [], whyNot: message });
}
