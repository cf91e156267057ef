import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../api-error.ts';

const PER_MINUTE = { public: 12_000, read: 1800, control: 60, heavy: 60 } as const;

/** Addresses counted at a time; beyond it the ones heard of longest ago are forgotten. */
const MAX_ADDRESSES = 10_000;

export async function limitRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    timeWindow: 60_000,
    cache: MAX_ADDRESSES,
    max: (request) => PER_MINUTE[kindOf(request)],
    keyGenerator: (request) => `${kindOf(request)} ${request.ip}`,
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfterSec = Math.ceil(ttl / 1000);
      const hint = `try again in ${retryAfterSec} s; to follow the bot, use /api/v1/stream instead of polling`;
      return new ApiError(429, 'tooManyRequests', 'Too many requests came from this address.', hint, { retryAfterSec });
    },
  });
}

function kindOf({ routeOptions }: FastifyRequest): keyof typeof PER_MINUTE {
  const { scope = 'read', cost } = routeOptions.config;
  return cost === 'heavy' ? 'heavy' : scope;
}
