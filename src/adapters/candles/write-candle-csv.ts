import type { CandleColumns } from '../../domain/market/candle.ts';
import { writeAtomically } from '../files/index.ts';

const HEADER = 'timestamp_ms,open,high,low,close,volume\n';
const ROWS_PER_WRITE = 10_000;

/**
 * Writes plain CSV that reads back as the same float64 values, whole or not at all.
 * @throws what the file system throws.
 */
export async function writeCandleCsv(columns: CandleColumns, path: string): Promise<void> {
  const { openTimeMs, open, high, low, close, volume } = columns;
  await writeAtomically(path, async (file) => {
    let text = HEADER;
    for (let row = 0; row < columns.length; row += 1) {
      text += `${openTimeMs[row]},${open[row]},${high[row]},${low[row]},${close[row]},${volume[row]}\n`;
      if (row % ROWS_PER_WRITE !== ROWS_PER_WRITE - 1) continue;
      await file.appendFile(text);
      text = '';
    }
    await file.appendFile(text);
  });
}
