import { err, ok } from '../../../domain/result.ts';
import { keysInAddress, maskAddresses } from '../../../domain/addresses.ts';
import { type Declaration, declare } from '../setting.ts';

interface Schemes {
  /** With colon, e.g. `https:`. */
  readonly schemes?: readonly string[];
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address without user name or password in it. A key elsewhere in it is masked where it is shown. */
export function url<const Declared extends Declaration>(declared: Declared & Schemes) {
  const { schemes = ['https:', 'http:'] } = declared;
  return declare<string, Declared>(declared, {
    kind: 'url',
    unit: '',
    allowed: `an address that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
    parse(text) {
      const parsed = URL.canParse(text) ? new URL(text) : undefined;
      if (parsed === undefined || !schemes.includes(parsed.protocol)) return err('');
      if (parsed.username !== '' || parsed.password !== '') return err('an address must not hold a password');
      return ok(text.replace(/\/+$/, ''));
    },
    format: (value) => value,
    show: maskAddresses,
    hides: keysInAddress,
  });
}

/** Whether a host name means this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host) || host === '::1';
}
