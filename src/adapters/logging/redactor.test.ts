import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

describe('createRedactor', () => {
  it('leaves everything as it is when it knows no secret', () => {
    expect(createRedactor().redactText('nothing')).toBe('nothing');
    expect(createRedactor().redactJsonLine('{"a":1}\n')).toBe('{"a":1}\n');
  });

  it('takes the longest secret first', () => {
    const redactor = createRedactor(['canary', 'canary-with-more']);
    expect(redactor.redactText('canary-with-more, canary')).toBe('[redacted], [redacted]');
  });

  it('searches for secrets that are added later', () => {
    const redactor = createRedactor();
    redactor.add('canary-late');
    expect(redactor.redactText('x canary-late y')).toBe('x [redacted] y');
  });

  it('reads no meaning into the characters of a secret', () => {
    expect(createRedactor(['a.c+(d)[e]$1']).redactText('a.c+(d)[e]$1 abc+(d)[e]$1')).toBe('[redacted] abc+(d)[e]$1');
  });

  it('covers keys, values, numbers and whatever is nested', () => {
    const line = createRedactor(['4815162342', 'canary']).redactJsonLine(
      '{"canary":["canary",{"a":"a canary b"}],"id":4815162342,"n":5,"t":true,"z":null}\n',
    );
    expect(line).toBe(
      '{"[redacted]":["[redacted]",{"a":"a [redacted] b"}],"id":"[redacted]","n":5,"t":true,"z":null}\n',
    );
  });

  it('still takes secrets out of a line that is no JSON', () => {
    expect(createRedactor(['canary']).redactJsonLine('{"a":"canary')).toBe('{"a":"[redacted]');
  });

  it('keeps every line valid JSON and free of the secret, whatever the secret is', () => {
    // None of these is part of the mark, so that whatever is found is a leak.
    const unit = fc.constantFrom('x', 'Q', '7', '"', '\\', '\n', '/', '+', '=', '%', 'é', '{', ':', ',', '$');
    const text = fc.string({ unit, minLength: 4, maxLength: 30 });
    const secrets = text.filter((secret) => secret.trim().length >= 4);
    fc.assert(
      fc.property(secrets, text, fc.jsonValue({ maxDepth: 2 }), (secret, before, other) => {
        const redactor = createRedactor([secret]);
        const line = redactor.redactJsonLine(`${JSON.stringify({ level: 'info', a: before + secret, b: other })}\n`);
        expect(line.endsWith('}\n')).toBe(true);
        const texts: string[] = [];
        JSON.parse(line, (name, value: unknown) => {
          texts.push(name, typeof value === 'string' ? value : '');
          return value;
        });
        expect(texts.filter((shown) => shown.includes(secret))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
