/** Every setting there is, by group. A further setting is one entry in its group's file. */
import type { Setting } from '../setting.ts';
import { aiText } from './ai-text.ts';
import { budgets } from './budgets.ts';
import { context } from './context.ts';
import { exits } from './exits.ts';
import { idempotency } from './idempotency.ts';
import { keys } from './keys.ts';
import { loops } from './loops.ts';
import { mode } from './mode.ts';
import { monitoring } from './monitoring.ts';
import { risk } from './risk.ts';
import { scale } from './scale.ts';
import { server } from './server.ts';
import { simulation } from './simulation.ts';
import { size } from './size.ts';
import { storage } from './storage.ts';
import { telegram } from './telegram.ts';

/** In the order people read them. */
export const settingGroups = {
  mode,
  size,
  exits,
  risk,
  simulation,
  loops,
  idempotency,
  keys,
  storage,
  telegram,
  context,
  budgets,
  monitoring,
  server,
  aiText,
  scale,
} as const;

export type GroupName = keyof typeof settingGroups;

/** Headings of `.env.example` and of everything that lists settings. */
export const GROUP_TITLES: Readonly<Record<GroupName, string>> = {
  mode: 'Mode and market',
  size: 'Size of an entry',
  exits: 'Protective exits',
  risk: 'Risk limits',
  simulation: 'Simulated market and venue',
  loops: 'Loops and deadlines',
  idempotency: 'Duplicates and rate limits',
  keys: 'Keys (each also as KEY_FILE=path or KEY_B64=base64)',
  storage: 'Storage',
  telegram: 'Telegram and other alerts',
  context: 'Market context',
  budgets: 'Performance budgets',
  monitoring: 'Monitoring',
  server: 'Server',
  aiText: 'Wording by a language model',
  scale: 'Beyond one machine',
};

export interface ListedSetting {
  readonly group: GroupName;
  /** Name in the typed settings object. */
  readonly name: string;
  readonly setting: Setting;
}

/** The table as a list, in reading order. */
export const ALL_SETTINGS: readonly ListedSetting[] = Object.entries(settingGroups).flatMap(([group, members]) =>
  Object.entries(members).map(([name, setting]) => ({ group: group as GroupName, name, setting: setting as Setting })),
);
