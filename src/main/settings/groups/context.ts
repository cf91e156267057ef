/** Market context from outside. */
import { boolean, duration, url } from '../kinds/index.ts';

export const context = {
  // Off by default: a fresh start talks to nobody.
  isEnabled: boolean({
    key: 'CONTEXT_ENABLE',
    default: 'false',
    isOperational: true,
    description: 'Fetch market context: BTC dominance, Fear & Greed, dollar index.',
    example: 'true',
  }),
  cacheMs: duration({
    key: 'CONTEXT_CACHE_TTL_SEC',
    default: '300',
    unit: 's',
    from: 1,
    to: 86_400,
    isOperational: true,
    description: 'How long a fetched context is used.',
    example: '600',
  }),
  httpTimeoutMs: duration({
    key: 'CONTEXT_HTTP_TIMEOUT_SEC',
    default: '5',
    unit: 's',
    from: 0.1,
    to: 60,
    isOperational: true,
    description: 'Deadline of a call for context.',
    example: '3',
  }),
  bitcoinDominanceUrl: url({
    key: 'CONTEXT_BTC_DOMINANCE_URL',
    default: 'https://api.coingecko.com/api/v3/global',
    isOperational: true,
    description: 'Source of the BTC dominance.',
    example: 'https://api.coingecko.com/api/v3/global',
  }),
  fearGreedUrl: url({
    key: 'CONTEXT_FEAR_GREED_URL',
    default: 'https://api.alternative.me/fng/',
    isOperational: true,
    description: 'Source of the Fear & Greed index.',
    example: 'https://api.alternative.me/fng/',
  }),
  dollarIndexUrl: url({
    key: 'CONTEXT_DXY_URL',
    isOperational: true,
    description: 'Source of the dollar index; there is none without it.',
    example: 'https://example.org/dxy.json',
  }),
} as const;
