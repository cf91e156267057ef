/** Which candle file belongs to which symbol: by its name where that says one of them, else by its place. */
import { guessFromFileName } from '../../adapters/candles/index.ts';
import { type Result, err, ok } from '../../domain/index.ts';

/**
 * One path per symbol, in the order of `symbols`. A file that is named after one of the symbols is that symbol's; the others
 * take what is left, in order. A name of no traded symbol says nothing: BTCUSDT.csv may be traded as BTC/USDC.
 */
export function matchFiles(
  paths: readonly string[],
  symbols: readonly string[],
): Result<readonly string[], readonly string[]> {
  if (paths.length !== symbols.length) {
    return err([
      `one candle file per symbol: SYMBOLS has ${symbols.length} (${symbols.join(', ')}), files are ${paths.length}`,
    ]);
  }
  const matched: (string | undefined)[] = symbols.map(() => undefined);
  const unnamed: string[] = [];
  const problems: string[] = [];
  for (const path of paths) {
    const at = symbols.indexOf(guessFromFileName(path).symbol ?? '');
    if (at < 0) unnamed.push(path);
    else if (matched[at] === undefined) matched[at] = path;
    else
      problems.push(`${path} and ${matched[at]} are both named after ${symbols[at]}; rename the one of another symbol`);
  }
  return problems.length > 0 ? err(problems) : ok(matched.map((path) => path ?? (unnamed.shift() as string)));
}
