import type { FastifyInstance } from 'fastify';
import type { PageAsset } from '../page/index.ts';
import { securityHeaders } from './security-headers.ts';

/** The page's files, from memory: there is no path that could lead anywhere else. */
export function servePage(app: FastifyInstance, assets: readonly PageAsset[]): void {
  for (const { path, contentType, body } of assets) {
    app.route({
      method: 'GET',
      url: path,
      schema: { hide: true },
      config: { scope: 'public', cost: 'light' },
      handler: (_request, reply) => reply.headers(securityHeaders('page')).type(contentType).send(body),
    });
  }
}
