import type { Action, Explanation, Regime } from '../../../../domain/decision.ts';
import type { DecisionRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, finite, textOrUndefined } from './table.ts';

export const decisionsTable: ProjectionTable<DecisionRow> = {
  name: 'decisions',
  columns: [
    'id',
    'sequence',
    'lane',
    'strategy',
    'instrument',
    'time_ms',
    'candle_open_time_ms',
    'action',
    'reason',
    'score',
    'score_blended',
    'confidence',
    'regime',
    'explain',
  ],
  key: ['id', 'sequence'],
  onConflict: 'replace',
  toRow: (columns) => {
    const explain = textOrUndefined(columns['explain']);
    return {
      id: columns['id'] as string,
      lane: columns['lane'] as number,
      strategy: columns['strategy'] as string,
      instrument: columns['instrument'] as number,
      timeMs: columns['time_ms'] as number,
      candleOpenTimeMs: columns['candle_open_time_ms'] as number,
      action: columns['action'] as Action,
      reason: columns['reason'] as string,
      score: columns['score'] as number,
      scoreBlended: columns['score_blended'] as number,
      confidence: columns['confidence'] as number,
      regime: columns['regime'] as Regime,
      explain: explain === undefined ? undefined : (JSON.parse(explain) as Explanation),
    };
  },
};

/** Values in the order of the columns. */
export function decisionValues(sequence: number, decision: DecisionRow): SqlValue[] {
  return [
    decision.id,
    sequence,
    decision.lane,
    decision.strategy,
    decision.instrument,
    decision.timeMs,
    decision.candleOpenTimeMs,
    decision.action,
    decision.reason,
    finite('score', decision.score),
    finite('scoreBlended', decision.scoreBlended),
    finite('confidence', decision.confidence),
    decision.regime,
    decision.explain === undefined ? null : JSON.stringify(decision.explain),
  ];
}
