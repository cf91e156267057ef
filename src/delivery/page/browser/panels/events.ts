import type { BotEvent } from '../client.ts';
import { byId, make } from '../dom.ts';
import { formatTime } from '../format.ts';
import { showEmpty } from './state-panel.ts';
import { createList } from '../sync-list.ts';

/** What people should hear about, newest first. */
export function createEvents(): (events: readonly BotEvent[]) => void {
  const list = createList<readonly [string, BotEvent]>(
    byId('events'),
    ([key]) => key,
    ([, { level, message, timeMs }]) => ({
      element: make(
        'li',
        { 'data-level': level },
        make('span', { class: 'level' }, level),
        make('span', { class: 'message' }, message),
        make('span', { class: 'about' }, formatTime(timeMs)),
      ),
      update: () => undefined,
    }),
  );
  return (events) => {
    const seen = new Map<string, number>();
    // The same thing may happen twice in one moment.
    list(
      events
        .toReversed()
        .map((event) => {
          const name = `${event.timeMs} ${event.code} ${event.message}`;
          const count = (seen.get(name) ?? 0) + 1;
          seen.set(name, count);
          return [`${name} ${count}`, event] as const;
        })
        .toReversed(),
    );
    showEmpty('events-empty', events.length === 0, 'Nothing has happened that you should hear about.');
  };
}
