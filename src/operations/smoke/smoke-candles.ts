const CANDLES = 400;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);
const PERIOD = 80;

/** Candles that swing up and down evenly: any crossing strategy trades on them. */
export function smokeCandles(): string {
  const lines = ['timestamp_ms,open,high,low,close,volume'];
  for (let index = 0; index < CANDLES; index += 1) {
    const [open, close] = [priceAt(index), priceAt(index + 1)];
    const [low, high] = [Math.min(open, close) * 0.999, Math.max(open, close) * 1.001];
    lines.push(
      [START_MS + index * HOUR_MS, ...[open, high, low, close].map((price) => price.toFixed(2)), 10].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

function priceAt(index: number): number {
  return 40_000 * (1 + 0.1 * Math.sin((2 * Math.PI * index) / PERIOD));
}
