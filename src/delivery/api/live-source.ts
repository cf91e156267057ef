import type { Bot } from '../../runtime/index.ts';
import type { StreamSource } from './event-stream.ts';

/** What the live stream tells: the state as /api/v1/status and /health give it. */
export function liveSource(bot: Bot): StreamSource {
  return {
    signature: () => {
      const { sequence, tradingState, isRunning } = bot.status();
      return `${sequence} ${tradingState} ${isRunning}`;
    },
    snapshot: () => {
      const { degradationLevel, ...health } = bot.health();
      return JSON.stringify({ status: bot.status(), health: { ...health, degradation_level: degradationLevel } });
    },
  };
}
