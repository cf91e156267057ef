import type { SettingsChanged } from '../../../domain/events/events.ts';
import { addInstruments } from '../decide/lane-setup.ts';
import type { EngineState } from '../state/engine-state.ts';

/** What the run gets with them it has from now on. */
export function onSettingsTold(state: EngineState, { instruments = [] }: SettingsChanged): void {
  addInstruments(state, instruments);
}

/** The settings are those that this engine was made with: people are told what is different from now on. */
export function onSettingsChanged(state: EngineState, event: SettingsChanged): void {
  const { changes, actor, instruments = [] } = event;
  onSettingsTold(state, event);
  for (const instrument of instruments) state.observer.instrumentChanged?.(instrument);
  for (const { key, from, to } of changes) {
    const message = `${key} was ${from ?? 'not set'}, is ${to ?? 'not set'} (${actor})`;
    state.notify('info', 'settingChanged', message);
  }
}
