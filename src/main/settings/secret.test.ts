import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from './secret.ts';

const canary = 'canary-9f31c2';
const secret = new Secret(canary);
// What happens where the type was lost on the way.
const text = secret as unknown as string;

describe('Secret', () => {
  it('gives its text to whoever asks for it by name', () => {
    expect(secret.reveal()).toBe(canary);
  });

  it.each([
    ['a template', `key: ${text}`],
    ['String', String(secret)],
    ['concatenation', 'key: '.concat(text)],
    ['JSON', JSON.stringify({ secret, list: [secret] })],
    ['inspect', inspect({ secret }, { depth: 9, showHidden: true })],
    ['format', format('%s %o %j %O', secret, secret, secret, secret)],
    ['its own keys', JSON.stringify(Object.entries(secret))],
    ['a spread', JSON.stringify(Object.assign({}, secret))],
    ['a structured clone', JSON.stringify(structuredClone(secret))],
    ['an error', String(new Error(`failed with ${text}`))],
  ])('does not show through %s', (_, shown) => {
    expect(shown).not.toContain(canary);
  });
});
