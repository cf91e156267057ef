import type { Clock, Logger } from '../../ports/index.ts';
import type { Bot, Telemetry } from '../../runtime/index.ts';

/** One setting as it may be shown: secrets are masked by whoever hands it in. */
export interface SettingLine {
  readonly group: string;
  readonly key: string;
  readonly value: string;
  readonly source: string;
  readonly unit: string;
  readonly description: string;
}

/** What is wrong with a setting; `message` says what would be right. */
export interface SettingProblemLine {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface ServerOptions {
  readonly bot: Bot;
  /** Without it every control route is closed. */
  readonly apiToken?: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Says yes to other machines: they need the token for everything but health, readiness and the empty page. */
  readonly isRemoteAccessAllowed: boolean;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly settingRows: () => readonly SettingLine[];
  readonly validateSettings: () => readonly SettingProblemLine[];
  /** The machine's clock by default; lock-outs and the live stream are timed by it. */
  readonly clock?: Clock;
}
