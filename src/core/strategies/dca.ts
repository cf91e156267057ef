import { savedNumbers } from '../../domain/saved.ts';
import { type OnCandle, type PositionView, choice, defineStrategy, integer, number } from './api/index.ts';

/** More entries than anyone asks for; the parameter of the same name is the limit in force. */
const MOST_ENTRIES = 200;

/** Averages in: spends the same amount again and again, by the calendar or into falling prices. */
export const dca = defineStrategy({
  name: 'dca',
  description:
    'Buys a fixed amount every so many candles or on every further drop; may take profit on the average entry.',
  maxEntries: MOST_ENTRIES,
  parameters: {
    trigger: choice(['interval', 'drop'], { default: 'interval' }),
    /** Trigger `interval`: candles from one purchase to the next; one that was denied is not made up for. */
    everyCandles: integer({ from: 1, to: 1000, default: 24 }),
    /** Trigger `drop`: how far the close must be below the last entry. The first entry of a position is bought at once. */
    dropRatio: number({ from: 0.005, to: 0.5, default: 0.03 }),
    quoteAmount: number({ from: 1, to: 100_000, default: 50 }),
    maxEntries: integer({ from: 1, to: MOST_ENTRIES, default: 20 }),
    /** Sells everything this far above the average entry price; 0 never sells. */
    takeProfitRatio: number({ from: 0, to: 2, default: 0.05 }),
  },
  setup({ parameters }) {
    const { trigger, everyCandles, dropRatio, maxEntries, takeProfitRatio } = parameters;
    const size = { kind: 'fixedQuote', quote: parameters.quoteAmount } as const;
    const lastEntry = new LastEntry();
    let lastAttempt = Number.NEGATIVE_INFINITY;
    const onCandle: OnCandle = ({ candle, index, position, enterLong, exit }) => {
      lastEntry.follow(position);
      if (position && takeProfitRatio > 0 && position.profitRatio >= takeProfitRatio) {
        return exit({ reason: 'close reached the take profit on the average entry', tag: 'take-profit' });
      }
      if (position && position.entries >= maxEntries) return undefined;
      if (trigger === 'interval') {
        if (index - lastAttempt < everyCandles) return undefined;
        lastAttempt = index;
        return enterLong({ reason: `purchase due every ${everyCandles} candles`, tag: 'interval', size });
      }
      if (!position) return enterLong({ reason: 'first entry of a position', tag: 'first', size });
      if (candle.close > lastEntry.price * (1 - dropRatio)) return undefined;
      return enterLong({ reason: `close fell ${100 * dropRatio} % below the last entry`, tag: 'drop', size });
    };
    return {
      onCandle,
      save: () => [lastAttempt, ...lastEntry.save()],
      restore: (saved) => {
        const [attempt = Number.NaN, ...entry] = savedNumbers(saved, 'dca', 4);
        lastAttempt = attempt;
        lastEntry.restore(entry);
      },
    };
  },
});

/** The price of the latest purchase, found in how it moved the average; a partial sale leaves it as it was. */
class LastEntry {
  price = Number.NaN;
  #quantity = 0;
  #cost = 0;

  follow(position: PositionView | undefined): void {
    const quantity = position?.quantity ?? 0;
    const cost = quantity * (position?.entryPrice ?? 0);
    if (quantity > this.#quantity) this.price = (cost - this.#cost) / (quantity - this.#quantity);
    this.#quantity = quantity;
    this.#cost = cost;
  }

  save(): readonly number[] {
    return [this.price, this.#quantity, this.#cost];
  }

  restore([price = Number.NaN, quantity = 0, cost = 0]: readonly number[]): void {
    this.price = price;
    this.#quantity = quantity;
    this.#cost = cost;
  }
}
