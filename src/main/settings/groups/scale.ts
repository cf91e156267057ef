/** Work on several machines, and the check of the program itself. */
import { boolean, secret } from '../kinds/index.ts';

export const scale = {
  // May hold a password.
  redisUrl: secret({
    key: 'REDIS_URL',
    allowed: 'an address that starts with redis:// or rediss://',
    accepts: (value) => /^rediss?:\/\/\S+$/.test(value) && URL.canParse(value),
    description: 'Redis of the job queue that spreads research over machines.',
    example: 'redis://localhost:6379',
  }),
  isSelfCheckEnabled: boolean({
    key: 'RUN_TESTS_ON_STARTUP',
    default: 'false',
    isOperational: true,
    description: 'Check the program itself before trading begins.',
    example: 'true',
  }),
} as const;
