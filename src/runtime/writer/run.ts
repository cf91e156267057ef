import type { Engine } from '../../core/engine/index.ts';
import type { Writer } from './writer.ts';

/** A run as loop and faces see it, wherever its market comes from and its orders go to. */
export interface Run {
  readonly engine: Engine;
  readonly writer: Writer;
}
