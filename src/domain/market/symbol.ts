/** The one spelling of a market that the program uses, `BTC/USDT`, from the many that people and venues use. */
import { type Result, err, ok } from '../result.ts';

/** What a market without a separator may end in; the longest match wins, so that `BTCUSDT` is not BTCUSD and a T. */
export const KNOWN_QUOTES: readonly string[] = [
  'USDT',
  'USDC',
  'BUSD',
  'FDUSD',
  'TUSD',
  'USDE',
  'USDP',
  'DAI',
  'USD',
  'EUR',
  'GBP',
  'CHF',
  'JPY',
  'TRY',
  'BRL',
  'AUD',
  'CAD',
  'NOK',
  'DKK',
  'SEK',
  'BTC',
  'ETH',
  'BNB',
  'GT',
];

const SEPARATED = /^([A-Z0-9]{1,20})[/_\-: ]([A-Z0-9]{1,20})$/;
const JOINED = /^[A-Z0-9]{3,40}$/;
const QUOTES_LONGEST_FIRST = KNOWN_QUOTES.toSorted((a, b) => b.length - a.length);

/** Reads `BTC/USDT`, `BTC_USDT`, `BTC-USDT`, `btcusdt`; any quote with a separator, the known ones without. */
export function normalizeSymbol(text: string): Result<string, string> {
  const upper = text.trim().toUpperCase();
  const separated = SEPARATED.exec(upper);
  const base = separated?.[1] ?? joinedBase(upper);
  const quote = separated?.[2] ?? upper.slice(base.length);
  if (base === '') return err(problemOf(text, upper));
  return base === quote ? err(`"${text}" has ${base} on both sides`) : ok(`${base}/${quote}`);
}

function joinedBase(upper: string): string {
  if (!JOINED.test(upper)) return '';
  const quote = QUOTES_LONGEST_FIRST.find((known) => upper.endsWith(known) && upper.length > known.length);
  return quote === undefined ? '' : upper.slice(0, -quote.length);
}

function problemOf(text: string, upper: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (!JOINED.test(upper)) return `"${shown}" is not a market; write it like BTC/USDT`;
  return `"${shown}" does not say where the quote begins; write it like BTC/USDT, known quotes are ${KNOWN_QUOTES.join(' ')}`;
}
