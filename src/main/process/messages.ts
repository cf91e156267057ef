/** What a supervisor and the bot that it started tell each other. */

export interface Begin {
  readonly type: 'begin';
  /** Kept out of the environment that others can look up by the process id. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Why there was a life before this one. */
  readonly restart?: RestartNote;
}

export interface RestartNote {
  readonly count: number;
  readonly limit: number;
  /** How the last life ended: `code 70`, `SIGSEGV`. */
  readonly after: string;
}

export type Report =
  /** Trading has begun; from here on an end that nobody asked for is a crash. */
  | { readonly type: 'started'; readonly restartLimit: number }
  /** The signal has reached the bot, whoever sent it: a terminal tells both. */
  | { readonly type: 'heard'; readonly signal: NodeJS.Signals };
