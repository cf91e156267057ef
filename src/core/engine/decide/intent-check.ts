/** Strategies are people's code: what they return is checked before anything acts on it. */
import type { Intent } from '../../strategies/api/index.ts';
import { restProblem } from './rest-check.ts';
import { show } from './show.ts';

const TIMES_IN_FORCE: ReadonlySet<unknown> = new Set([undefined, 'gtc', 'ioc', 'fok', 'postOnly']);

/** Says what is wrong with an intent and what would be right; `undefined` when it can be acted on. */
export function intentProblem(intent: Intent): string | undefined {
  if (typeof intent !== 'object' || intent === null) {
    return `onCandle must return an intent or undefined, value was ${show(intent)}; use enterLong({reason}) or exit({reason})`;
  }
  if (intent.kind !== 'enterLong' && intent.kind !== 'exit' && intent.kind !== 'rest') {
    return `an intent's kind must be enterLong, exit or rest, value was ${show((intent as { kind: unknown }).kind)}`;
  }
  if (typeof intent.reason !== 'string' || intent.reason === '') {
    return `an intent needs a reason in words, value was ${show(intent.reason)}`;
  }
  if (intent.tag !== undefined && typeof intent.tag !== 'string') {
    return `an intent's tag must be text, value was ${show(intent.tag)}`;
  }
  if (intent.kind === 'rest') return restProblem(intent);
  if (intent.kind === 'exit') return outside('share', intent.share, 1);
  if (!TIMES_IN_FORCE.has(intent.timeInForce)) {
    return `timeInForce must be gtc, ioc, fok or postOnly, value was ${show(intent.timeInForce)}`;
  }
  return (
    outside('limitPrice', intent.limitPrice, Number.MAX_VALUE) ??
    outside('stopPrice', intent.stopPrice, Number.MAX_VALUE) ??
    outside('targetPrice', intent.targetPrice, Number.MAX_VALUE)
  );
}

function outside(name: string, value: unknown, most: number): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value > 0 && value <= most) return undefined;
  const range = most === 1 ? 'above 0, at most 1' : 'a positive price';
  return `${name} must be ${range}, value was ${show(value)}`;
}
