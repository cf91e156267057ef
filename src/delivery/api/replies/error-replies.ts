/** Turns whatever went wrong into one shape; nothing of an unexpected error leaves the process but the fact. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Logger, StorageFailure } from '../../../ports/index.ts';
import { ApiError, errorBody } from '../api-error.ts';
import { nearestRoute } from './nearest-route.ts';
import type { Route } from '../route.ts';
import { securityHeaders } from '../security-headers.ts';

const SEE_DOCS = 'what each route takes is described at /docs';

type Known = Pick<Route, 'method' | 'path'>;

export function replyToErrors(app: FastifyInstance, logger: Logger, known: readonly Known[]): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const shown = toApiError(error);
    if (shown.status === 500 || shown.status === 503) {
      const route = request.routeOptions.url ?? request.method;
      logger.error({ error, route, requestId: request.id }, 'a request failed');
    }
    sendError(reply, shown);
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    sendError(reply, notFound(request, known)),
  );
}

/** For errors before any hook has run, such as an address that cannot be read. */
export function sendEarlyError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  sendError(reply.headers(securityHeaders('data')), toApiError(error));
}

function sendError(reply: FastifyReply, error: ApiError): void {
  if (error.retryAfterSec !== undefined) void reply.header('retry-after', error.retryAfterSec);
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer realm="crypto-ai-bot"');
  void reply
    .code(error.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(error)));
}

function toApiError(error: FastifyError): ApiError {
  if (error instanceof ApiError) return error;
  if (error.validation) {
    const problems = error.validation.map(({ instancePath, message }) => {
      const place = instancePath.replace(/^\//, '').replaceAll('/', '.');
      return `${place === '' ? (error.validationContext ?? 'request') : place}: ${message ?? 'is not valid'}`;
    });
    return new ApiError(400, 'invalidRequest', problems.join('; '), SEE_DOCS);
  }
  if (error instanceof StorageFailure && error.code === 'archive') {
    return new ApiError(503, 'archiveUnavailable', error.message, 'put the file back, then ask again');
  }
  if (error instanceof StorageFailure) {
    return new ApiError(
      503,
      'storageUnavailable',
      'The storage cannot be read at the moment.',
      'see /health and the log',
    );
  }
  return fromFramework(error) ?? unexpected();
}

function unexpected(): ApiError {
  return new ApiError(
    500,
    'internal',
    'Something went wrong inside the bot.',
    'the log has the cause; please report it',
  );
}

function fromFramework({ statusCode }: FastifyError): ApiError | undefined {
  switch (statusCode) {
    case 413:
      return new ApiError(413, 'bodyTooLarge', 'The body is larger than 1 MB.', 'send less');
    case 415:
      return new ApiError(415, 'notJson', 'Bodies must be JSON.', 'send "Content-Type: application/json"');
    case undefined:
      return undefined;
    default:
      if (statusCode < 400 || statusCode >= 500) return undefined;
      return new ApiError(400, 'badRequest', 'The request cannot be read.', `check address and JSON; ${SEE_DOCS}`);
  }
}

function notFound({ method, url }: FastifyRequest, known: readonly Known[]): ApiError {
  const path = url.split('?', 1)[0] ?? url;
  const others = known.filter((route) => matches(route.path, path)).map((route) => route.method);
  if (others.length > 0) {
    return new ApiError(404, 'unknownRoute', `${path} does not answer ${method}.`, `it answers ${others.join(', ')}`);
  }
  const nearest = nearestRoute(path, [...new Set(known.map((route) => route.path))]);
  const hint =
    nearest === undefined ? 'every route is listed at /docs' : `did you mean ${nearest}? All are listed at /docs`;
  return new ApiError(404, 'unknownRoute', 'There is nothing at that address.', hint);
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index]);
}
