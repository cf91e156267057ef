/** Work on several machines, and what watches over the program itself. */
import { boolean, integer, secret } from '../kinds/index.ts';

export const scale = {
  // May hold a password.
  redisUrl: secret({
    key: 'REDIS_URL',
    allowed: 'an address that starts with redis:// or rediss://',
    accepts: (value) => /^rediss?:\/\/\S+$/.test(value) && URL.canParse(value),
    description: 'Redis of the job queue that spreads research over machines.',
    example: 'redis://localhost:6379',
  }),
  restartLimit: integer({
    key: 'RESTART_LIMIT',
    default: '5',
    from: 0,
    to: 1000,
    unit: 'restarts',
    isOperational: true,
    description: 'How often in an hour a bot that crashed is started again by its supervisor; 0 never.',
    example: '10',
  }),
  isSelfCheckEnabled: boolean({
    key: 'RUN_TESTS_ON_STARTUP',
    default: 'false',
    isOperational: true,
    description: 'Check every part of the program before each start, and do not trade when one fails.',
    example: 'true',
  }),
} as const;
