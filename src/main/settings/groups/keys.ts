/** Access to the exchange and to this program. */
import { boolean, path, secret } from '../kinds/index.ts';

export const keys = {
  apiKey: secret({
    key: 'API_KEY',
    aliases: ['GATEIO_API_KEY', 'EXCHANGE_API_KEY'],
    description: 'Key of the exchange account; live mode refuses one that may withdraw.',
    example: 'your-key',
  }),
  apiSecret: secret({
    key: 'API_SECRET',
    aliases: ['GATEIO_API_SECRET', 'EXCHANGE_SECRET_KEY'],
    description: 'Secret that belongs to API_KEY.',
    example: 'your-secret',
  }),
  // Chosen by a person, so anything goes.
  apiPassword: secret({
    key: 'API_PASSWORD',
    aliases: ['GATEIO_PASSWORD'],
    allowed: 'text',
    accepts: () => true,
    description: 'Pass phrase of the key, where the exchange wants one.',
    example: 'your-pass-phrase',
  }),
  isSandbox: boolean({
    key: 'SANDBOX',
    aliases: ['GATEIO_SANDBOX'],
    default: 'false',
    description: 'Use the test network of the exchange.',
    example: 'true',
  }),
  secretsFile: path({
    key: 'SECRETS_FILE',
    isOperational: true,
    description: 'JSON file with settings by name, for secrets above all.',
    example: '/run/secrets/cab.json',
  }),
  // Length is judged together with HOST, where it matters.
  apiToken: secret({
    key: 'API_TOKEN',
    description: 'Bearer token of the control routes; without it they are closed. 32 random bytes are right.',
    example: '$(openssl rand -hex 32)',
  }),
} as const;
