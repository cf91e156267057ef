/** Addresses carry keys in several places: before an @, in a query, in a fragment, as a part of the path. */

export const REDACTED = '[redacted]';

const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi;
/** Scheme, user, host, path, query, fragment; whatever stands before the last @ may belong to a password. */
const PARTS = /^([a-z][a-z0-9+.-]*:\/\/)(?:(.*)@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i;
/** Of a part of a path: words and versions are shorter, or hold no digit. */
const LOOKS_LIKE_A_KEY = /^(?=.*\d).{16,}$|^.{32,}$/;
/** Shorter values of a query are words such as `json`, which must stay readable wherever else they stand. */
const MIN_KEY_LENGTH = 8;

/** The text with every key in every address in it masked; where an address leads to stays readable. */
export function maskAddresses(text: string): string {
  return text.replace(ADDRESS, maskAddress);
}

function maskAddress(address: string): string {
  const [, scheme = '', user, host = '', path = '', query, fragment] = PARTS.exec(address) ?? [];
  const shownPath = path.split('/').map((part) => (LOOKS_LIKE_A_KEY.test(part) ? REDACTED : part));
  const shownQuery = query?.split('&').map((part) => `${/^[^=]*=/.exec(part)?.[0] ?? ''}${REDACTED}`);
  return [
    scheme,
    user === undefined ? '' : `${REDACTED}@`,
    host,
    shownPath.join('/'),
    shownQuery === undefined ? '' : `?${shownQuery.join('&')}`,
    fragment === undefined ? '' : `#${REDACTED}`,
  ].join('');
}

/** The same keys, as they are written and as they are meant: what must be searched for elsewhere. */
export function keysInAddress(address: string): readonly string[] {
  const [, , user = '', , path = '', query = '', fragment = ''] = PARTS.exec(address) ?? [];
  const values = [...query.split('&').map((part) => part.replace(/^[^=]*=/, '')), fragment];
  const keys = [
    user.replace(/^[^:]*:/, ''),
    ...path.split('/').filter((part) => LOOKS_LIKE_A_KEY.test(part)),
    ...values.filter((value) => value.length >= MIN_KEY_LENGTH),
  ];
  return keys.filter((key) => key !== '').flatMap((key) => [...new Set([key, decoded(key)])]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
