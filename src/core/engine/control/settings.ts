import type { SettingsChanged } from '../../../domain/events/events.ts';
import type { EngineState } from '../state/engine-state.ts';

/** The settings are those that this engine was made with: people are told what is different from now on. */
export function tellChanges(state: EngineState, { changes, actor }: SettingsChanged): void {
  for (const { key, from, to } of changes) {
    const message = `${key} was ${from ?? 'not set'}, is ${to ?? 'not set'} (${actor})`;
    state.notify('info', 'settingChanged', message);
  }
}
