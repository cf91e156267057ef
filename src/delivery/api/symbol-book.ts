import { type InstrumentId, normalizeSymbol } from '../../domain/index.ts';
import type { Bot } from '../../runtime/index.ts';
import { ApiError } from './api-error.ts';

/** Instruments by number and by any spelling of their symbol. */
export class SymbolBook {
  readonly #symbols: ReadonlyMap<InstrumentId, string>;

  private constructor(symbols: ReadonlyMap<InstrumentId, string>) {
    this.#symbols = symbols;
  }

  static async of(bot: Bot): Promise<SymbolBook> {
    const instruments = await bot.reader.instruments();
    return new SymbolBook(new Map(instruments.map(({ id, symbol }) => [id, symbol])));
  }

  symbolOf(id: InstrumentId): string {
    return this.#symbols.get(id) ?? `#${id}`;
  }

  /** @throws ApiError 404 that names the known symbols. */
  idOf(text: string): InstrumentId {
    const wanted = spellingOf(text);
    for (const [id, symbol] of this.#symbols) if (symbol === wanted) return id;
    throw unknownSymbol(text, [...this.#symbols.values()]);
  }
}

/** The traded symbol that `text` means. @throws ApiError 404 that names the known symbols. */
export function findSymbol(bot: Bot, text: string): string {
  const known = tradedSymbols(bot);
  const symbol = spellingOf(text);
  if (symbol === undefined || !known.includes(symbol)) throw unknownSymbol(text, known);
  return symbol;
}

function tradedSymbols(bot: Bot): string[] {
  return [...new Set(bot.status().lanes.map((lane) => lane.symbol))];
}

function spellingOf(text: string): string | undefined {
  const normalized = normalizeSymbol(text);
  return normalized.ok ? normalized.value : undefined;
}

function unknownSymbol(text: string, known: readonly string[]): ApiError {
  return new ApiError(404, 'unknownSymbol', `"${text}" is not traded by this bot.`, `known are ${known.join(', ')}`);
}
