import { type CrossCheck, error, warning, whichever } from './finding.ts';

/** Whether there is a market to trade on, and access to it. */
export const checkMode: CrossCheck = ({ mode, keys, simulation }) => {
  const isLive = mode.mode === 'live';
  const isNamed = mode.exchange !== 'simulated';
  const quotes = new Set(mode.symbols.map((symbol) => symbol.split('/')[1]));
  const shared = Object.keys(mode.strategyParameters?.shared ?? {});
  return whichever(
    [isLive && keys.apiKey === undefined, error(['API_KEY', 'MODE'], 'must be set for MODE=live')],
    [isLive && keys.apiSecret === undefined, error(['API_SECRET', 'MODE'], 'must be set for MODE=live')],
    [
      isLive && !isNamed,
      error(['EXCHANGE', 'MODE'], 'must name a real exchange for MODE=live, for example EXCHANGE=gateio'),
    ],
    [
      (keys.apiKey === undefined) !== (keys.apiSecret === undefined) && !isLive,
      warning(['API_KEY', 'API_SECRET'], 'and API_SECRET belong together; only one of them is set'),
    ],
    [
      keys.isSandbox && mode.exchange === 'firi',
      error(['SANDBOX', 'EXCHANGE'], 'cannot be true with EXCHANGE=firi, which has no test network'),
    ],
    [
      keys.isSandbox && !isNamed,
      warning(['SANDBOX', 'EXCHANGE'], 'has no effect with EXCHANGE=simulated, where nothing is real anyway'),
    ],
    [
      mode.isDryRun && !isLive,
      warning(['DRY_RUN', 'MODE'], `has no effect with MODE=${mode.mode}, where every order is simulated anyway`),
    ],
    [
      isLive && simulation.replayFile !== undefined,
      error(['REPLAY_FILE', 'MODE'], 'cannot be played with MODE=live; real orders need the real market'),
    ],
    [
      simulation.instrumentsFile !== undefined && mode.mode !== 'backtest' && simulation.replayFile === undefined,
      warning(
        ['INSTRUMENTS_FILE', 'REPLAY_FILE'],
        'has no effect without REPLAY_FILE; every other market has its own rules',
      ),
    ],
    [
      quotes.size > 1,
      error(['SYMBOLS'], `must share one quote currency, found ${[...quotes].join(', ')}; run one bot per currency`),
    ],
    [
      shared.length > 0 && mode.strategies.length > 1,
      error(
        ['STRATEGY_PARAMS', 'STRATEGY'],
        `must say which strategy "${shared[0]}" belongs to, for example ${mode.strategies[0]}.${shared[0]}=…`,
      ),
    ],
  );
};
