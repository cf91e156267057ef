/** Most problems that a message spells out; all of them are in `problems`. */
const SHOWN = 20;

/** What a person gave a strategy (a file, parameters that do not fit each other) cannot be traded on. Thrown in setup. */
export class StrategyInputError extends Error {
  override readonly name = 'StrategyInputError';
  readonly strategy: string;
  /** One sentence each: where, what, the value, what would be right. */
  readonly problems: readonly string[];

  constructor(strategy: string, problems: readonly string[]) {
    const hidden = problems.length - SHOWN;
    const more = hidden > 0 ? [`and ${hidden} more`] : [];
    super([`strategy ${strategy} cannot start:`, ...problems.slice(0, SHOWN), ...more].join('\n  '));
    this.strategy = strategy;
    this.problems = problems;
  }
}
