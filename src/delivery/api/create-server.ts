import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Clock } from '../../ports/index.ts';
import type { Telemetry } from '../../runtime/index.ts';
import { type PageAsset, loadPage } from '../page/load-page.ts';
import { Access } from './access/access.ts';
import { ConnectionGate } from './connections/connection-gate.ts';
import { replyToErrors, sendEarlyError } from './replies/error-replies.ts';
import { EventStream, liveSource } from './connections/event-stream.ts';
import { guardRequests } from './access/guard-requests.ts';
import { MAX_BODY_BYTES, acceptJsonOnly } from './connections/json-body.ts';
import { ListenFailure, listenOn } from './connections/listen.ts';
import { Lockout } from './access/lockout.ts';
import { describeRoutes } from './replies/open-api.ts';
import { limitRates } from './access/rate-limits.ts';
import { refuseBadConnection } from './connections/refuse-bad-connection.ts';
import { exposureProblem, isReadingOpen } from './access/remote-access.ts';
import type { Route, RouteContext } from './route.ts';
import { routes } from './routes/index.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServerOptions } from './server-options.ts';
import { Steering } from './steering.ts';

export interface ApiServer {
  /** @throws ListenFailure when the address is taken, not allowed or not ours; its message says what to do. */
  listen(): Promise<{ readonly url: string }>;
  /** Lets requests at hand finish, for two seconds at most. */
  close(): Promise<void>;
}

const CONNECTIONS = { total: 512, perAddress: 32 } as const;
const CLOSE_WITHIN_MS = 2000;

const machineClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

export async function createServer(options: ServerOptions): Promise<ApiServer> {
  const { host, port } = options;
  const { app, stream } = await buildApp(options, routes);
  return {
    listen: async () => {
      const problem = exposureProblem(options);
      if (problem !== undefined) throw new ListenFailure(problem);
      return listenOn(app, host, port);
    },
    close: async () => {
      stream.close();
      const timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
      await app.close();
      clearTimeout(timer);
    },
  };
}

/** Everything but listening. */
export async function buildApp(
  options: ServerOptions,
  routes: readonly Route[],
): Promise<{ readonly app: FastifyInstance; readonly stream: EventStream }> {
  const { bot, logger, telemetry, apiToken, clock = machineClock } = options;
  const app = createHttp();
  const gate = new ConnectionGate(CONNECTIONS);
  gate.attach(app.server);
  const access = new Access({ apiToken, isReadingOpen: isReadingOpen(options), lockout: new Lockout(clock) });
  const stream = new EventStream({ source: liveSource(bot), clock, logger });
  const context: RouteContext = {
    bot,
    stream,
    steering: new Steering(bot, logger),
    isControlOpen: access.isControlOpen,
    isReadingOpen: isReadingOpen(options),
    settingRows: options.settingRows,
    validateSettings: options.validateSettings,
  };
  acceptJsonOnly(app);
  guardRequests(app, options, access);
  app.addHook('preHandler', async (request) => gate.markAnswered(request.raw.socket));
  await limitRates(app);
  countRequests(app, telemetry);
  const assets = loadPage();
  const pages = assets.map(({ path }) => ({ method: 'GET' as const, path }));
  replyToErrors(app, logger, [...routes, ...pages, { method: 'GET', path: '/docs' }]);
  const icon = assets.find(({ contentType }) => contentType === 'image/svg+xml')?.body ?? Buffer.alloc(0);
  await describeRoutes(app, bot.version, icon);
  for (const route of routes) route.register(app, context);
  servePage(app, assets);
  await app.ready();
  return { app, stream };
}

/** Deadlines and sizes that keep slow and large requests from holding the server up. */
function createHttp(): FastifyInstance {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 15_000,
    keepAliveTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5000, maxHeaderSize: 16 * 1024 },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100 },
    requestIdHeader: false,
    frameworkErrors: sendEarlyError,
    clientErrorHandler: refuseBadConnection,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app;
}

/** Counts answers by the pattern of their route, so that addresses made up by callers open no series. */
function countRequests(app: FastifyInstance, telemetry: Telemetry): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
    telemetry.count('http_requests_total', { method: request.method, route, status: String(reply.statusCode) });
    telemetry.observe('http_request_duration_seconds', { route }, reply.elapsedTime / 1000);
  });
}

/** The page's files, from memory: there is no path that could lead anywhere else. */
function servePage(app: FastifyInstance, assets: readonly PageAsset[]): void {
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
