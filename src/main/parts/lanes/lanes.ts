import type { LaneSpec } from '../../../core/engine/index.ts';
import type { StrategyDefinition } from '../../../core/strategies/api/index.ts';
import { type Result, err, ok } from '../../../domain/index.ts';
import { type LaneJob, lanesOf } from '../../../research/backtest/index.ts';
import type { Settings } from '../../settings/index.ts';
import { loadStrategy, readAttachments } from './strategy-loader.ts';

/** What is traded by what, by names, and the strategies that the names stand for. */
export interface NamedLanes {
  readonly lanes: readonly LaneJob[];
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
}

/** Every strategy on every symbol, symbols outermost; all problems at once. */
export async function nameLanes(settings: Settings): Promise<Result<NamedLanes, readonly string[]>> {
  const { symbols, strategies: names, strategyParameters } = settings.mode;
  const problems: string[] = [];
  const prepared: Omit<LaneJob, 'symbol'>[] = [];
  const strategies = new Map<string, StrategyDefinition>();
  for (const name of names) {
    const loaded = await loadStrategy(name);
    if (!loaded.ok) {
      problems.push(loaded.error);
      continue;
    }
    const definition = loaded.value;
    const own = strategyParameters?.byStrategy[definition.name] ?? {};
    const parameters = { ...strategyParameters?.shared, ...own };
    strategies.set(name, definition);
    prepared.push({ strategy: name, parameters, attachments: await readAttachments(definition, parameters) });
  }
  if (problems.length > 0) return err(problems);
  return ok({ lanes: symbols.flatMap((symbol) => prepared.map((lane) => ({ symbol, ...lane }))), strategies });
}

/** The same, ready for the engine. */
export async function composeLanes(settings: Settings): Promise<Result<readonly LaneSpec[], readonly string[]>> {
  const named = await nameLanes(settings);
  return named.ok ? ok(lanesOf(named.value.lanes, named.value.strategies)) : named;
}
