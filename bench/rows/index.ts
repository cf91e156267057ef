/** What is measured, in the order of the table. Each is named as in the goals. */
import type { Row } from '../row.ts';
import type { Workbench } from '../workbench.ts';
import { measureB1 } from './b1.ts';
import { measureB2 } from './b2.ts';
import { measureB3 } from './b3.ts';
import { measureB5 } from './b5.ts';
import { measureB6 } from './b6.ts';
import { measureB12 } from './b12.ts';
import { measureB7 } from './b7.ts';

export const measurements = {
  B1: measureB1,
  B2: measureB2,
  B3: measureB3,
  B5: measureB5,
  B6: measureB6,
  B7: measureB7,
  B12: measureB12,
} as const satisfies Record<string, (bench: Workbench) => AsyncGenerator<Row>>;

export type MeasurementId = keyof typeof measurements;
