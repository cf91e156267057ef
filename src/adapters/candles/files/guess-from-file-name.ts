/** Best effort: which market and timeframe a file holds, by its name. What a person says always wins. */
import { KNOWN_QUOTES, normalizeSymbol } from '../../../domain/market/symbol.ts';
import { type Timeframe, parseTimeframe } from '../../../domain/market/timeframe.ts';

export interface FileNameGuess {
  /** `BTC/USDT`. */
  readonly symbol?: string;
  /** The name had only the base, as `btc_1h.csv`; USDT was assumed. */
  readonly isQuoteAssumed: boolean;
  readonly timeframe?: Timeframe;
}

const EXTENSIONS = /(?:\.(?:csv|tsv|txt|gz))+$/i;
const SEPARATORS = /[\s_\-./]+/;
const TIMEFRAME = /^\d+(?:m|min|minutes?|h|hours?|d|days?|w|weeks?)$/i;
const ASSUMED_QUOTE = 'USDT';

const TIMEFRAME_WORDS: Readonly<Record<string, Timeframe>> = {
  minute: '1m',
  hour: '1h',
  hourly: '1h',
  day: '1d',
  daily: '1d',
  weekly: '1w',
  d: '1d',
};

/** Names of venues in front of the market; without this list, BINANCE_BTC would be a market. */
const VENUE = /^(?:binance|bitfinex|bitget|bitstamp|bybit|coinbase|firi|ftx|gate|gemini|huobi|kraken|kucoin|mexc|okx)/i;

/** Bases that a name may give alone. */
const KNOWN_BASES: ReadonlySet<string> = new Set(
  'BTC ETH SOL XRP ADA DOGE BNB DOT LINK LTC TRX ATOM AVAX UNI MATIC POL XLM BCH ETC FIL NEAR APT ARB OP SUI TON'.split(
    ' ',
  ),
);

/** Reads `BINANCE_BTC-USDT_1m_20220501.csv.gz`, `BTCUSDT-1h.csv`, `btc_1h.csv`; what is not there stays absent. */
export function guessFromFileName(path: string): FileNameGuess {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  const tokens = name.replace(EXTENSIONS, '').split(SEPARATORS).filter(Boolean);
  const timeframe = tokens.map(timeframeOfToken).find((found) => found !== undefined);
  const words = tokens.filter((token) => /[a-z]/i.test(token) && !timeframeOfToken(token) && !VENUE.test(token));
  const named = pairOf(words) ?? joinedOf(words);
  const base = named ? undefined : words.map((word) => word.toUpperCase()).find((word) => KNOWN_BASES.has(word));
  const symbol = named ?? (base === undefined ? undefined : `${base}/${ASSUMED_QUOTE}`);
  return {
    ...(symbol === undefined ? {} : { symbol }),
    isQuoteAssumed: base !== undefined,
    ...(timeframe === undefined ? {} : { timeframe }),
  };
}

function timeframeOfToken(token: string): Timeframe | undefined {
  // `1M` is a month at Binance, which is no timeframe here.
  if (/^\d+M$/.test(token)) return undefined;
  const word = Object.hasOwn(TIMEFRAME_WORDS, token.toLowerCase()) ? TIMEFRAME_WORDS[token.toLowerCase()] : undefined;
  if (word !== undefined || !TIMEFRAME.test(token)) return word;
  const parsed = parseTimeframe(token);
  return parsed.ok ? parsed.value : undefined;
}

/** Two neighbours of which the second is a known quote; the last such pair is the market. */
function pairOf(words: readonly string[]): string | undefined {
  for (let index = words.length - 1; index > 0; index -= 1) {
    const quote = (words[index] ?? '').toUpperCase();
    if (!KNOWN_QUOTES.includes(quote)) continue;
    const parsed = normalizeSymbol(`${words[index - 1]}/${quote}`);
    if (parsed.ok) return parsed.value;
  }
  return undefined;
}

function joinedOf(words: readonly string[]): string | undefined {
  for (const word of words) {
    const parsed = normalizeSymbol(word);
    if (parsed.ok) return parsed.value;
  }
  return undefined;
}
