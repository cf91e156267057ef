/** The names under which exchanges, data sites and tools write candle columns. */

export type Field = 'time' | 'open' | 'high' | 'low' | 'close' | 'volume';

export const FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const satisfies readonly Field[];

/** By preference: a file with both `unix` and `date` is read by `unix`. Compared without case, spaces, `_` and `-`. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  time: [
    'timestampms',
    'opentimems',
    'opentime',
    'openat',
    'timestamp',
    'unixtimestamp',
    'unixtime',
    'unix',
    'epoch',
    'time',
    'ts',
    'datetime',
    'dateutc',
    'timeutc',
    'date',
  ],
  open: ['open', 'o', 'openprice'],
  high: ['high', 'h', 'highprice'],
  low: ['low', 'l', 'lowprice'],
  close: ['close', 'c', 'closeprice'],
  volume: ['basevolume', 'volumebase', 'volume', 'vol', 'v', 'volumefrom', 'basevol'],
};

/** What the error for a missing column offers. */
export const SUGGESTED_NAMES: Readonly<Record<Field, string>> = {
  time: 'timestamp (also time, date, datetime, open_time, unix or ts)',
  open: 'open (also o)',
  high: 'high (also h)',
  low: 'low (also l)',
  close: 'close (also c)',
  volume: 'volume (also vol, v, base_volume or Volume BTC)',
};

const UNIT_SUFFIX = /[\s_-](s|sec|ms|us|ns)$/i;
/** `Volume BTC`, `Volume (BTC)`: the first such column is the base, data sites write the quote's after it. */
const ASSET_VOLUME = /^volume\s*_?\s*\(?[a-z0-9]{2,10}\)?$/i;
const RANK_OF_ASSET_VOLUME = 50;

/** Position of each field's column, by the best name found; absent fields are left out. */
export function matchColumns(names: readonly string[]): Map<Field, number> {
  const found = new Map<Field, number>();
  for (const field of FIELDS) {
    let best = Number.POSITIVE_INFINITY;
    for (const [index, name] of names.entries()) {
      const rank = rankOf(field, name);
      if (rank < best) {
        best = rank;
        found.set(field, index);
      }
    }
  }
  return found;
}

/** Milliseconds per unit when the name says so: `timestamp_ms`, `open_time_us`. */
export function unitOfName(name: string): number | undefined {
  const suffix = UNIT_SUFFIX.exec(name.trim())?.[1]?.toLowerCase();
  if (suffix === undefined) return undefined;
  return { s: 1000, sec: 1000, ms: 1, us: 1e-3, ns: 1e-6 }[suffix];
}

function rankOf(field: Field, name: string): number {
  const plain = normalized(name);
  const rank = NAMES[field].indexOf(plain);
  if (rank >= 0) return rank;
  if (field === 'time' && UNIT_SUFFIX.test(name.trim())) {
    const bare = NAMES.time.indexOf(normalized(name.trim().replace(UNIT_SUFFIX, '')));
    return bare >= 0 ? bare : Number.POSITIVE_INFINITY;
  }
  if (field === 'volume' && ASSET_VOLUME.test(name.trim())) return RANK_OF_ASSET_VOLUME;
  return Number.POSITIVE_INFINITY;
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}
