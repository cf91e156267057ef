/** Numbers and times as people read them; times are UTC, as the market's days are. */
const MINUS = '−';
const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function formatMoney(value: number): string {
  return money.format(value).replace('-', MINUS);
}

/** With its sign, and no sign for what rounds to nothing. */
export function formatChange(value: number): string {
  const text = money.format(Math.abs(value));
  return text === '0.00' ? text : `${value < 0 ? MINUS : '+'}${text}`;
}

export function formatPercent(ratio: number, isSigned = true): string {
  const text = (Math.abs(ratio) * 100).toFixed(2);
  const sign = text === '0.00' ? '' : ratio < 0 ? MINUS : isSigned ? '+' : '';
  return `${sign}${text} %`;
}

/** As many digits as prices of that size are quoted with. */
export function formatPrice(value: number): string {
  if (value === 0) return '0';
  const size = Math.floor(Math.log10(Math.abs(value)));
  const digits = Math.min(8, Math.max(2, 5 - size));
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: size >= 2 ? 2 : 0,
    maximumFractionDigits: size >= 2 ? 2 : digits,
  }).format(value);
}

/** With as many decimals as tell one step of an axis from the next. */
export function formatTick(value: number, step: number): string {
  const digits = step > 0 ? Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9))) : 2;
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return text.replace('-', MINUS);
}

export function formatNumber(value: number): string {
  return compact.format(value).replace('-', MINUS);
}

/** `22 Nov 13:05`. */
export function formatTime(timeMs: number): string {
  return `${formatDay(timeMs)} ${formatClock(timeMs)}`;
}

export function formatDay(timeMs: number): string {
  const date = new Date(timeMs);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}

export function formatClock(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(11, 16);
}

/** `3 h 20 min`, from the two largest parts. */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

/** The sign's name for styles: colour is never the only sign, the text carries one as well. */
export function toneOf(value: number): 'up' | 'down' | 'flat' {
  return value > 0.004 ? 'up' : value < -0.004 ? 'down' : 'flat';
}
