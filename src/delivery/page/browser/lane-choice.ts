import type { Status } from './client.ts';
import { byId, make } from './dom.ts';

type Lane = Status['lanes'][number];

export interface LaneChoice {
  /** The lane that price chart and limits are shown for. */
  readonly chosen: (lanes: readonly Lane[]) => Lane | undefined;
}

export function createLaneChoice(onChange: () => void): LaneChoice {
  const select = byId('lane');
  let listed = '';
  select.addEventListener('change', onChange);
  return {
    chosen: (lanes) => {
      const names = lanes.map(({ lane, symbol, strategy }) => `${lane} ${symbol} · ${strategy}`).join('\n');
      if (names !== listed) {
        listed = names;
        const options = lanes.map(({ lane, symbol, strategy }) =>
          make('option', { value: lane }, `${symbol} · ${strategy}`),
        );
        select.replaceChildren(...options);
      }
      return lanes.find(({ lane }) => String(lane) === select.value) ?? lanes[0];
    },
  };
}
