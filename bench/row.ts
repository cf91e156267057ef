/** One line of the table. */
export interface Row {
  readonly id: string;
  readonly task: string;
  readonly ours: string;
  readonly peer: string;
  /** In the goal's direction: speed over speed, or memory or time over the peer's. */
  readonly ratio: string;
  readonly goal: string;
  readonly isMet: boolean | undefined;
}

/** Measures one task against its peers. */
export interface RowSource {
  readonly id: string;
  measure(): Promise<readonly Row[]>;
}

interface Compared {
  readonly id: string;
  readonly task: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
}

/** For speeds: at least so many times the peer. */
export function atLeast(goal: number, compared: Compared, goalText = `≥ ${goal}×`): Row {
  return { ...compared, ratio: shown(compared.ratio), goal: goalText, isMet: compared.ratio >= goal };
}

/** For memory and time: at most this share of the peer. */
export function atMost(goal: number, compared: Compared): Row {
  return { ...compared, ratio: shown(compared.ratio), goal: `≤ ${goal}×`, isMet: compared.ratio <= goal };
}

/** A row that could not be measured: why, and never a made-up figure. */
export function skipped(id: string, task: string, why: string): Row {
  return { id, task, ours: '', peer: why, ratio: '', goal: '', isMet: undefined };
}

export function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(2)} ms` : `${Math.round(ms).toLocaleString('en-US')} ms`;
}

export function mebibytes(mb: number): string {
  return `${Math.round(mb)} MB`;
}

/** Candles per second, for people who want an absolute number. */
export function rate(candles: number, ms: number): string {
  const perSecond = (candles / ms) * 1000;
  return perSecond >= 1e6 ? `${(perSecond / 1e6).toFixed(2)} M/s` : `${(perSecond / 1e3).toFixed(1)} k/s`;
}

function shown(ratio: number): string {
  return ratio >= 100 ? `${Math.round(ratio)}×` : ratio >= 0.1 ? `${ratio.toFixed(2)}×` : `1/${Math.round(1 / ratio)}`;
}
