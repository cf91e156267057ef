/** Where the program listens. */
import { boolean, integer, text } from '../kinds/index.ts';

export const server = {
  host: text({
    key: 'HOST',
    default: '127.0.0.1',
    isOperational: true,
    allowed: 'a host name or address without port',
    accepts: (value) => /^[A-Za-z0-9.-]+$|^[0-9a-fA-F:]+$/.test(value),
    description: 'Address the server listens on; the default is reachable from this machine only.',
    example: '127.0.0.1',
  }),
  port: integer({
    key: 'PORT',
    default: '8000',
    from: 0,
    to: 65_535,
    isOperational: true,
    description: 'Port the server listens on; 0 takes any free one.',
    example: '8080',
  }),
  // A second, explicit yes: copied HOST lines have opened many bots to the world.
  isRemoteAccessAllowed: boolean({
    key: 'ALLOW_REMOTE_ACCESS',
    default: 'false',
    isOperational: true,
    description: 'Has to be true, beside API_TOKEN, before HOST may be anything but this machine.',
    example: 'true',
  }),
} as const;
