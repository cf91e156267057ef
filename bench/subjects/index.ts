/** Our programs that are measured, each in a process of its own. */
import { ceilingSubject } from './ceiling-subject.ts';
import { engineSubject } from './engine-subject.ts';
import { cacheSubject, csvSubject, rawReadSubject } from './file-subjects.ts';
import { backtestSubject, paperSubject } from './paper-subject.ts';
import type { CreateSubject } from './subject.ts';

export const subjects = {
  complete: (options) => engineSubject('complete', options),
  averages: (options) => engineSubject('averages', options),
  ceiling: ceilingSubject,
  paper: paperSubject,
  backtest: backtestSubject,
  csv: csvSubject,
  cache: cacheSubject,
  raw: rawReadSubject,
} as const satisfies Record<string, CreateSubject>;

export type SubjectName = keyof typeof subjects;

export type { SubjectOptions } from './subject.ts';
