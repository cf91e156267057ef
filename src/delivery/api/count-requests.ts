import type { FastifyInstance } from 'fastify';
import type { Telemetry } from '../../runtime/index.ts';

/** Counts answers by the pattern of their route, so that addresses made up by callers open no series. */
export function countRequests(app: FastifyInstance, telemetry: Telemetry): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
    telemetry.count('http_requests_total', { method: request.method, route, status: String(reply.statusCode) });
    telemetry.observe('http_request_duration_seconds', { route }, reply.elapsedTime / 1000);
  });
}
