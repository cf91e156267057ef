import type { Status } from '../client.ts';
import { byId, make } from '../dom.ts';

type Lane = Status['lanes'][number];

export interface LaneChoice {
  /** The lane that price chart and limits are shown for. */
  readonly chosen: (status: Status) => Lane | undefined;
}

export function createLaneChoice(onChange: () => void): LaneChoice {
  const select = byId('lane');
  let listed = '';
  select.addEventListener('change', onChange);
  return {
    chosen: ({ lanes, positions }) => {
      const names = lanes.map(({ lane, symbol, strategy }) => `${lane} ${symbol} · ${strategy}`).join('\n');
      if (names !== listed) {
        listed = names;
        const options = lanes.map(({ lane, symbol, strategy }) =>
          make('option', { value: lane }, `${symbol} · ${strategy}`),
        );
        select.replaceChildren(...options);
        // Where money is at work there is most to see.
        select.value = String(positions[0]?.lane ?? lanes[0]?.lane ?? '');
      }
      return lanes.find(({ lane }) => String(lane) === select.value) ?? lanes[0];
    },
  };
}
