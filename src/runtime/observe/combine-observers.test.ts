import { describe, expect, it } from 'vitest';
import type { EngineObserver } from '../../core/engine/index.ts';
import { after } from '../../core/engine/testing/told-engine.ts';
import { listener } from '../../core/engine/testing/lines.ts';
import { combineObservers } from './combine-observers.ts';

/** Hears everything there is to hear. */
function hearing(lines: string[], name: string): Required<EngineObserver> {
  const hear = (line: string): void => void lines.push(`${name} ${line}`);
  return listener(hear, hear);
}

describe('several observers', () => {
  it.each([['first'], ['first', 'second']])(
    'are each told everything that one alone is told, in order: %s',
    (...names) => {
      const lines: string[] = [];
      const all = hearing([], '');
      const combined = combineObservers(names.map((name) => hearing(lines, name)));
      expect(Object.keys(combined).toSorted()).toEqual(Object.keys(all).toSorted());
      const { engine } = after('candle 100 buy, fill, armed');
      const [lane] = engine.view.lanes;
      const [stop] = engine.view.orders.protective;
      if (!lane || !stop) throw new Error('there must be a position with a stop');
      combined.positionChanged?.(lane);
      combined.protectionChanged?.(stop);
      expect(lines).toEqual(
        ['position 10 protected', 'c0-1-s waiting 95 stop-loss'].flatMap((line) =>
          names.map((name) => `${name} ${line}`),
        ),
      );
    },
  );

  it('leave out what none of them listens to', () => {
    expect(Object.keys(combineObservers([{}, { noticeRaised: () => undefined }]))).toEqual(['noticeRaised']);
  });
});
