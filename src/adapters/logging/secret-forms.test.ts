import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretForms } from './secret-forms.ts';

function isFound(secret: string, text: string): boolean {
  return secretForms(secret).some((form) => text.includes(form));
}

const secrets = fc.string({ minLength: 12, maxLength: 40 }).filter((text) => text.trim().length >= 12);

describe('secretForms', () => {
  it('finds a secret in whatever it was encoded into', () => {
    fc.assert(
      fc.property(secrets, fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (secret, before, after) => {
        const around = `${before}${secret}${after}`;
        const bytes = Buffer.from(around, 'utf8');
        const texts = {
          plain: around,
          json: JSON.stringify({ around }),
          jsonInJson: JSON.stringify({ body: JSON.stringify({ around }) }),
          query: new URLSearchParams({ around }).toString(),
          component: encodeURIComponent(around),
          hex: bytes.toString('hex'),
          upperHex: bytes.toString('hex').toUpperCase(),
          base64: bytes.toString('base64'),
          base64url: bytes.toString('base64url'),
        };
        const missed = Object.entries(texts).filter(([, text]) => !isFound(secret, text));
        expect(missed).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('knows the lines of a key in PEM form', () => {
    const secret = `-----BEGIN PRIVATE KEY-----\n${'A1b2'.repeat(16)}\n-----END PRIVATE KEY-----`;
    expect(isFound(secret, `line 2: ${'A1b2'.repeat(16)}`)).toBe(true);
  });

  it('leaves out what cannot be told from ordinary text', () => {
    expect(secretForms('')).toEqual([]);
    expect(secretForms(' ab ')).toEqual([]);
    expect(secretForms('pass').every((form) => form.length >= 4)).toBe(true);
  });
});
