import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Route, RouteContext } from '../route.ts';
import { securityHeaders } from '../security-headers.ts';

/** Live state as server-sent events; see EventStream for its bounds. */
export const stream: Route = {
  method: 'GET',
  path: '/api/v1/stream',
  scope: 'read',
  register: (app: FastifyInstance, context: RouteContext) => {
    app.route({
      method: 'GET',
      url: '/api/v1/stream',
      schema: {
        tags: ['trading'],
        summary: 'Server-sent events: `status` events on change and every second',
        description: 'Each `status` event holds {status, health}, what /api/v1/status and /health answer.',
        security: [{}, { token: [] }],
        response: { 200: { content: { 'text/event-stream': { schema: z.string() } } } },
      },
      config: { scope: 'read', cost: 'light' },
      exposeHeadRoute: false,
      handler: (_request, reply) => {
        if (context.stream.isFull) {
          const hint = 'close other pages, or poll GET /api/v1/status';
          throw new ApiError(503, 'tooManyListeners', 'Too many listeners follow the live stream.', hint);
        }
        reply.hijack();
        reply.raw.writeHead(200, {
          ...securityHeaders('data'),
          'content-type': 'text/event-stream; charset=utf-8',
          'x-accel-buffering': 'no',
        });
        context.stream.add(reply.raw);
      },
    });
  },
};
