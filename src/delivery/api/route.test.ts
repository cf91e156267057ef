import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Route } from './route.ts';
import { defineRoute } from './route.ts';
import { buildApp } from './create-server.ts';
import { serverOptions } from './testing.ts';

const answer = z.object({ count: z.number() });

function aRoute(response: () => { count: number }): Route {
  return defineRoute({
    method: 'GET',
    path: '/x',
    scope: 'read',
    group: 'records',
    summary: 'x',
    response: answer,
    handle: response,
  });
}

describe('a route', () => {
  it('with a response that does not fit its schema does not compile', () => {
    defineRoute({
      method: 'GET',
      path: '/x',
      scope: 'read',
      group: 'records',
      summary: 'x',
      response: answer,
      // @ts-expect-error: a string where a number belongs
      handle: () => ({ count: 'three' }),
    });
    // @ts-expect-error: the scope is missing
    defineRoute({
      method: 'GET',
      path: '/x',
      group: 'records',
      summary: 'x',
      response: answer,
      handle: () => ({ count: 1 }),
    });
  });

  it('without a scope keeps the server from starting', async () => {
    const forgotten: Route = {
      ...aRoute(() => ({ count: 1 })),
      register: (app) => void app.get('/forgotten', () => 'open'),
    };
    await expect(buildApp(serverOptions(), [forgotten])).rejects.toThrow(/declares a scope, .*\/forgotten does not/);
  });

  it('sends nothing that its schema does not name', async () => {
    const leaking = aRoute(() => ({ count: 1, secret: 'token' }));
    const { app } = await buildApp(serverOptions(), [leaking]);
    expect((await app.inject('/x')).json()).toEqual({ count: 1 });
    await app.close();
  });

  it('that fails tells the caller nothing but the fact, and the log everything', async () => {
    const lines: string[] = [];
    const failing = aRoute(() => {
      throw new Error('password=hunter2');
    });
    const { app } = await buildApp(serverOptions(lines), [failing]);
    const response = await app.inject('/x');
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({
      error: {
        code: 'internal',
        message: 'Something went wrong inside the bot.',
        hint: 'the log has the cause; please report it',
      },
    });
    expect(lines.join()).toContain('hunter2');
    await app.close();
  });

  it('whose answer breaks its promise at run time is an error of ours, not a wrong answer', async () => {
    const { app } = await buildApp(serverOptions(), [aRoute(() => ({ count: Number.NaN }))]);
    expect((await app.inject('/x')).statusCode).toBe(500);
    await app.close();
  });
});
