/** What a setting is: its name, how its text is read, and everything that is said about it anywhere. */
import { type Result, err, ok } from '../../domain/result.ts';
import { REDACTED } from './secret.ts';

export type SettingKind =
  | 'boolean'
  | 'choice'
  | 'duration'
  | 'hours'
  | 'integer'
  | 'list'
  | 'number'
  | 'parameters'
  | 'path'
  | 'percent'
  | 'secret'
  | 'text'
  | 'timeframe'
  | 'url';

/** Two sets of defaults for limits; whatever is set wins over both. */
export const RISK_PROFILES = ['conservative', 'open'] as const;

export type RiskProfile = (typeof RISK_PROFILES)[number];

/** What a group file writes down for one setting. */
export interface Declaration {
  readonly key: string;
  readonly aliases?: readonly string[];
  /** As a person would write it; read by the same rules as any other value. */
  readonly default?: string;
  /** What stands there instead under RISK_PROFILE=open; `default` is then the conservative value. */
  readonly openDefault?: string;
  /** The setting can be switched off: by `off`, and with `zero` also by 0. It is `undefined` then. */
  readonly off?: 'zero' | 'word';
  readonly description: string;
  readonly example: string;
  /** May be changed through the API while the bot runs. */
  readonly isRuntimeSafe?: true;
  /** Has no influence on what is traded: left out of the settings hash. */
  readonly isOperational?: true;
  /** Names a person: shown to nobody, though it is no key. */
  readonly isPrivate?: true;
}

/** How the text of one kind is read and written. */
export interface KindRules<Value> {
  readonly kind: SettingKind;
  readonly unit: string;
  /** What is right, to be read after "must be". */
  readonly allowed: string;
  /** `usedKey` is the spelling that was set: some aliases carry another unit. */
  parse(text: string, usedKey: string): Result<Value, string>;
  format(value: Value): string;
  /** As it may be shown, where that is less than all of it. */
  show?(value: Value): string;
  /** Parts that must not be seen anywhere. */
  hides?(value: Value): readonly string[];
  /** A hint for text that is valid and probably not meant. */
  caution?(text: string): string | undefined;
}

export interface Setting<Value = unknown> {
  readonly key: string;
  readonly aliases: readonly string[];
  readonly kind: SettingKind;
  readonly unit: string;
  readonly allowed: string;
  readonly defaultText: string | undefined;
  /** The default under RISK_PROFILE=open, where that differs. */
  readonly openDefaultText: string | undefined;
  readonly canBeOff: boolean;
  readonly description: string;
  readonly example: string;
  readonly isRuntimeSafe: boolean;
  readonly isSecret: boolean;
  /** Secret or private: no part of the value is ever shown. */
  readonly isHidden: boolean;
  readonly isOperational: boolean;
  /** The error says what would be right, example included. */
  parse(text: string, usedKey: string): Result<Value, string>;
  format(value: Value): string;
  /** As it may be shown to anyone who may see settings. */
  show(value: Value): string;
  /** What of the value must not be seen in any output. */
  hides(value: Value): readonly string[];
  caution(text: string): string | undefined;
}

/** Absent without a default or when it can be switched off, else always there. */
export type DeclaredValue<Value, Declared extends Declaration> =
  | Value
  | (Declared extends { default: string } ? (Declared extends { off: string } ? undefined : never) : undefined);

/** A shorter number stands in every log line for something else. */
const MIN_PRIVATE_LENGTH = 6;
const OFF = /^(off|none)$/i;
const ZERO = /^[+-]?0*\.?0*%?$/;

/** Joins a declaration with the rules of its kind. */
export function declare<Value, const Declared extends Declaration>(
  declared: Declared,
  rules: KindRules<Value>,
): Setting<DeclaredValue<Value, Declared>> {
  const { off } = declared;
  const isOff = (text: string) => off !== undefined && (OFF.test(text) || (off === 'zero' && isZero(text)));
  const offHint = off === undefined ? '' : off === 'zero' ? ', or off (also 0)' : ', or off';
  const allowed = `${rules.allowed}${offHint}`;
  const isSecret = rules.kind === 'secret';
  const isHidden = isSecret || declared.isPrivate === true;
  const setting: Setting<Value | undefined> = {
    key: declared.key,
    aliases: declared.aliases ?? [],
    kind: rules.kind,
    unit: rules.unit,
    allowed,
    defaultText: declared.default,
    openDefaultText: declared.openDefault,
    canBeOff: off !== undefined,
    description: declared.description,
    example: declared.example,
    isRuntimeSafe: declared.isRuntimeSafe ?? false,
    isSecret,
    isHidden,
    isOperational: declared.isOperational ?? false,
    parse(text, usedKey) {
      if (isOff(text)) return ok(undefined);
      const parsed = rules.parse(text, usedKey);
      if (parsed.ok) return parsed;
      const reason = parsed.error === '' || isHidden ? '' : `${parsed.error}; `;
      return err(`${reason}must be ${allowed}, for example ${declared.key}=${declared.example}`);
    },
    format(value) {
      return value === undefined ? (off === undefined ? '' : 'off') : rules.format(value);
    },
    show(value) {
      if (value === undefined) return setting.format(value);
      return isHidden ? REDACTED : (rules.show?.(value) ?? rules.format(value));
    },
    hides(value) {
      if (value === undefined) return [];
      return (
        rules.hides?.(value) ??
        (isHidden
          ? rules
              .format(value)
              .split(',')
              .filter((part) => part.length >= MIN_PRIVATE_LENGTH)
          : [])
      );
    },
    caution(text) {
      return isOff(text) ? undefined : rules.caution?.(text);
    },
  };
  return setting as Setting<DeclaredValue<Value, Declared>>;
}

/** The text that stands for a setting nobody set. */
export function defaultTextUnder(profile: RiskProfile, { defaultText, openDefaultText }: Setting): string | undefined {
  return profile === 'open' ? (openDefaultText ?? defaultText) : defaultText;
}

function isZero(text: string): boolean {
  return /\d/.test(text) && ZERO.test(text);
}
