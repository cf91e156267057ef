/** What every answer tells browsers to refrain from, errors included. */
const BASE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
} as const;

const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const OWN_FILES = "script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** `data`: JSON and text. `page`: our own files, nothing inline. `picture`: an SVG with its own styles, opened by itself. */
export type Content = 'data' | 'page' | 'picture' | 'documentation';

const POLICIES: Readonly<Record<Content, string>> = {
  data: NOTHING,
  page: `${NOTHING}; ${OWN_FILES}`,
  picture: `${NOTHING}; style-src 'unsafe-inline'`,
  // The OpenAPI viewer styles its elements inline; its scripts are files.
  documentation: `${NOTHING}; ${OWN_FILES.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")}`,
};

export function securityHeaders(content: Content): Readonly<Record<string, string>> {
  return { ...BASE, 'content-security-policy': POLICIES[content] };
}
