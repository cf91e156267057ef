import type { LaneSpec } from '../../core/engine/index.ts';
import { type Result, err, ok } from '../../domain/index.ts';
import type { Settings } from '../settings/index.ts';
import { loadStrategy, readAttachments } from './strategy-loader.ts';

/** Every strategy on every symbol, symbols outermost; all problems at once. */
export async function composeLanes(settings: Settings): Promise<Result<readonly LaneSpec[], readonly string[]>> {
  const { symbols, strategies, strategyParameters } = settings.mode;
  const problems: string[] = [];
  const prepared: Omit<LaneSpec, 'symbol'>[] = [];
  for (const nameOrPath of strategies) {
    const loaded = await loadStrategy(nameOrPath);
    if (!loaded.ok) {
      problems.push(loaded.error);
      continue;
    }
    const strategy = loaded.value;
    const own = strategyParameters?.byStrategy[strategy.name] ?? {};
    const parameters = { ...strategyParameters?.shared, ...own };
    prepared.push({ strategy, parameters, attachments: await readAttachments(strategy, parameters) });
  }
  if (problems.length > 0) return err(problems);
  return ok(symbols.flatMap((symbol) => prepared.map((lane) => ({ symbol, ...lane }))));
}
