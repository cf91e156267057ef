import { runCeiling } from '../ceiling.ts';
import { loadSeries } from './engine-subject.ts';
import type { Subject, SubjectOptions } from './subject.ts';

export function ceilingSubject(options: SubjectOptions): Subject {
  const [series] = loadSeries(options);
  if (!series) throw new RangeError('the fused loop needs candles');
  return { run: () => runCeiling(series, options.warmUp, options.capital) };
}
