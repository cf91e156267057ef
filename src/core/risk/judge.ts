/** Asks a list of rules about one order. Every rule is asked, so that a denial names all of its reasons at once. */
import type { Denial } from '../../domain/decision.ts';
import {
  type RiskContext,
  type RiskReading,
  type RiskRule,
  type RiskSettings,
  type RiskVerdict,
  addsRisk,
} from './rule.ts';

/** One rule as the Risk page shows it. */
export interface RiskStanding extends RiskReading {
  readonly rule: string;
  readonly code: string;
  /** Whether the order would pass this rule. */
  readonly ok: boolean;
}

const NO_REASONS: readonly Denial[] = Object.freeze([]);

/** Readings cost more than the whole check: they are taken from the context when somebody asks for them. */
class Verdict implements RiskVerdict {
  readonly ok: boolean;
  readonly reasons: readonly Denial[];
  readonly #rules: readonly RiskRule[];
  readonly #context: RiskContext;

  constructor(reasons: readonly Denial[], rules: readonly RiskRule[], context: RiskContext) {
    this.ok = reasons.length === 0;
    this.reasons = reasons;
    this.#rules = rules;
    this.#context = context;
  }

  get limits(): Readonly<Record<string, RiskReading>> {
    return Object.fromEntries(this.#rules.map((rule) => [rule.name, readingOf(rule, this.#context)]));
  }
}

/** Settings are fixed for a run, so the rules that can say anything under them are picked once. */
const picked = new WeakMap<RiskSettings, readonly RiskRule[]>();

function rulesUnder(settings: RiskSettings, rules: readonly RiskRule[]): readonly RiskRule[] {
  const known = picked.get(settings);
  if (known) return known;
  const active = rules.filter((rule) => rule.setting === undefined || settings[rule.setting] !== undefined);
  picked.set(settings, active);
  return active;
}

/** Hot. All denials in rule order; `limits` reads the context anew each time, so ask before the context changes. */
export function judgeOrder(rules: readonly RiskRule[], context: RiskContext): RiskVerdict {
  const isNewRisk = addsRisk(context.order);
  let reasons: Denial[] | undefined;
  const active = rulesUnder(context.settings, rules);
  for (let i = 0; i < active.length; i += 1) {
    const rule = active[i] as RiskRule;
    if (!isNewRisk && rule.scope === 'entry') continue;
    const message = rule.deny(context);
    if (message === undefined) continue;
    reasons ??= [];
    reasons.push(blockOf(rule, context, message));
  }
  return new Verdict(reasons ?? NO_REASONS, rules, context);
}

/** Every rule in order with its limit, present value and whether the order would pass it. */
export function readRules(rules: readonly RiskRule[], context: RiskContext): RiskStanding[] {
  const isNewRisk = addsRisk(context.order);
  return rules.map((rule) => {
    const isJudged = isNewRisk || rule.scope === 'any';
    const isDenied = isJudged && rule.deny(context) !== undefined;
    return { rule: rule.name, code: rule.code, ok: !isDenied, ...readingOf(rule, context) };
  });
}

function blockOf(rule: RiskRule, context: RiskContext, message: string): Denial {
  const { limit, value } = readingOf(rule, context);
  return {
    rule: rule.name,
    code: rule.code,
    message,
    ...(limit === undefined ? {} : { limit }),
    ...(value === undefined ? {} : { value }),
  };
}

/** Inside rules a number that is not there is `NaN`, or infinite for "never"; outside it is `undefined`. */
function readingOf(rule: RiskRule, context: RiskContext): RiskReading {
  const { limit, value, unit } = rule.reading(context);
  return { limit: known(limit), value: known(value), unit };
}

function known(value: number | string | undefined): number | string | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
}
