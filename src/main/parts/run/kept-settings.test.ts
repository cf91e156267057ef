import { describe, expect, it } from 'vitest';
import { type Settings, describeSettings, loadSettings, reloadSettings } from '../../settings/index.ts';
import { keptSettings } from './kept-settings.ts';
import { type RunRecord, describeTradingSettings, givenSettings } from './run-record.ts';

type Texts = Readonly<Record<string, string>>;

function settingsOf(overrides: Texts): Settings {
  const loaded = loadSettings({ overrides });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

/** As a version left it that began a run with these settings; `defaults` are those that nobody had set. */
function recordOf(given: Texts, defaults: Texts = {}): RunRecord {
  const settings = settingsOf({ ...given, ...defaults });
  const set = givenSettings(settings).filter((key) => !Object.hasOwn(defaults, key));
  const texts = describeTradingSettings(settings);
  const { riskProfile } = settings.mode;
  return { firstSequence: 1, configHash: '', settings: texts, given: set, riskProfile, originMs: 0 };
}

/** What is in force, and where it is from. */
function inForce(record: RunRecord, given: Texts, key: string): string {
  const settings = settingsOf(given);
  const kept = reloadSettings(settings, keptSettings(record, settings));
  if (!kept.ok) throw new Error(JSON.stringify(kept.error));
  const row = describeSettings(kept.value).find((one) => one.key === key);
  return `${row?.value} (${row?.source})`;
}

describe('a run that has something open', () => {
  it('keeps defaults of the version that began it, and says so', () => {
    const record = recordOf({}, { STOP_LOSS_PCT: '5%', MAX_POSITIONS: '7' });
    expect(inForce(record, {}, 'STOP_LOSS_PCT')).toBe('5% (kept from the run)');
    expect(inForce(record, {}, 'MAX_POSITIONS')).toBe('7 (kept from the run)');
    expect(keptSettings(recordOf({}), settingsOf({}))).toEqual({});
  });

  it('follows what is set', () => {
    const record = recordOf({}, { STOP_LOSS_PCT: '5%' });
    expect(inForce(record, { STOP_LOSS_PCT: '3%' }, 'STOP_LOSS_PCT')).toBe('3% (command line)');
  });

  it('follows the default where somebody took out what was set', () => {
    expect(inForce(recordOf({ STOP_LOSS_PCT: '5%' }), {}, 'STOP_LOSS_PCT')).toBe('2% (default)');
  });

  it('keeps what a record of before holds, which does not say who set it', () => {
    const { given: _given, ...record } = recordOf({ STOP_LOSS_PCT: '5%' });
    expect(inForce(record, {}, 'STOP_LOSS_PCT')).toBe('5% (kept from the run)');
  });

  it('is limited by no limit that its version did not have', () => {
    const { settings, ...record } = recordOf({});
    const { MAX_DRAWDOWN_PCT: _unknown, ...known } = settings;
    expect(inForce({ ...record, settings: known }, {}, 'MAX_DRAWDOWN_PCT')).toBe('off (kept from the run)');
  });

  it('keeps nothing that is not valid any more', () => {
    const { settings, ...record } = recordOf({});
    expect(inForce({ ...record, settings: { ...settings, MAX_POSITIONS: 'many' } }, {}, 'MAX_POSITIONS')).toMatch(
      /\((default|profile conservative)\)$/,
    );
  });

  it('follows limits of another profile when somebody chose that', () => {
    const record = recordOf({});
    const settings = settingsOf({ RISK_PROFILE: 'open' });
    expect(keptSettings(record, settings)).toEqual({});
    expect(Object.values(settings.origins).some(({ source }) => source === 'profile open')).toBe(true);
  });
});
