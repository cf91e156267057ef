/** Every way to harm the bot, in order. */
import type { ChaosCase } from '../session.ts';
import { damage } from './damage.ts';
import { failingWrites } from './failing-writes.ts';
import { fullDisk } from './full-disk.ts';
import { killedWhileLost } from './killed-while-lost.ts';
import { kills } from './kills.ts';
import { limits } from './limits.ts';
import { lostFiles } from './lost-files.ts';
import { pause } from './pause.ts';
import { signals } from './signals.ts';
import { twoBots } from './two-bots.ts';

export const CASES: readonly ChaosCase[] = [
  kills,
  signals,
  pause,
  fullDisk,
  killedWhileLost,
  lostFiles,
  damage,
  twoBots,
  limits,
  failingWrites,
];
