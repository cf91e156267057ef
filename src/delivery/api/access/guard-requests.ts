import type { FastifyInstance } from 'fastify';
import { assert } from '../../../domain/index.ts';
import type { Access } from './access.ts';
import { ApiError } from '../api-error.ts';
import { isHostExpected, isSameOrigin } from './remote-access.ts';
import { securityHeaders } from '../security-headers.ts';
import type { ServerOptions } from '../server-options.ts';

/** What every request passes before its route, in this order: headers, names, origin, token. */
export function guardRequests(app: FastifyInstance, options: ServerOptions, access: Access): void {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) route.config = { ...route.config, scope: 'public' };
    assert(
      route.config?.scope !== undefined,
      `every route declares a scope, ${String(route.method)} ${route.url} does not`,
    );
  });
  app.addHook('onRequest', async (request, reply) => {
    const { url = '', config } = request.routeOptions;
    reply.headers(securityHeaders(url.startsWith('/docs') ? 'documentation' : 'data'));
    if (!isHostExpected(options, request.headers.host)) {
      const hint = 'open it as http://localhost, or set ALLOW_REMOTE_ACCESS=true and API_TOKEN';
      throw new ApiError(403, 'unexpectedHost', 'The bot does not answer under that name.', hint);
    }
    if (!['GET', 'HEAD'].includes(request.method) && !isSameOrigin(request.headers)) {
      const hint = 'requests of programs carry no Origin header; pages of other origins may not steer the bot';
      throw new ApiError(403, 'crossOrigin', 'The request comes from a page of another origin.', hint);
    }
    if (!request.is404) access.check(config.scope ?? 'control', request.headers.authorization, request.ip);
  });
}
