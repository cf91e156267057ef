/** How a route is written: what it takes, what it answers, who may call it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Bot } from '../../runtime/index.ts';
import type { Scope } from './access/access.ts';
import { errorSchema } from './api-error.ts';
import type { EventStream } from './connections/event-stream.ts';
import { type Content, securityHeaders } from './security-headers.ts';
import type { ServerOptions } from './server-options.ts';
import type { Steering } from './steering.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    scope?: Scope;
    cost?: Cost;
  }
}

/** `heavy`: replays the journal or draws a picture. */
export type Cost = 'light' | 'heavy';

/** What routes work with. */
export interface RouteContext extends Pick<ServerOptions, 'settingRows' | 'validateSettings'> {
  readonly bot: Bot;
  readonly steering: Steering;
  readonly stream: EventStream;
  /** Whether a token is configured. */
  readonly isControlOpen: boolean;
  readonly isReadingOpen: boolean;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly scope: Scope;
  readonly register: (app: FastifyInstance, context: RouteContext) => void;
}

export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly context: RouteContext;
  readonly request: FastifyRequest;
  /** Answers with another status than 200. */
  readonly setStatus: (status: number) => void;
}

export interface RouteDefinition<
  Response extends z.ZodType,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly scope: Scope;
  /** Heading in the documentation. */
  readonly group: 'operation' | 'trading' | 'records' | 'control' | 'charts';
  readonly summary: string;
  readonly description?: string;
  readonly cost?: Cost;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Response;
  /** JSON unless said otherwise. */
  readonly contentType?: 'image/svg+xml' | 'text/plain; version=0.0.4; charset=utf-8';
  readonly handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Sendable<z.output<Response>> | Promise<Sendable<z.output<Response>>>;
}

/** Handlers hand out what they have; nobody changes an answer. */
type Sendable<T> = T extends object ? { readonly [Key in keyof T]: Sendable<T[Key]> } : T;

/** A response that does not fit `response` does not compile; what a schema does not name is not sent. */
export function defineRoute<
  Response extends z.ZodType,
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
>(definition: RouteDefinition<Response, Params, Query, Body>): Route {
  const { method, path, scope, cost = 'light', contentType, handle } = definition;
  const register = (app: FastifyInstance, context: RouteContext): void => {
    app.route({
      method,
      url: path,
      schema: schemaOf(definition),
      config: { scope, cost },
      handler: async (request, reply) => {
        const answer = await handle({
          params: request.params as z.output<Params>,
          query: request.query as z.output<Query>,
          body: request.body as z.output<Body>,
          context,
          request,
          setStatus: (status) => void reply.code(status),
        });
        if (contentType !== undefined) {
          const content: Content = contentType === 'image/svg+xml' ? 'picture' : 'data';
          void reply.headers(securityHeaders(content)).type(contentType);
        }
        return answer;
      },
    });
  };
  return { method, path, scope, register };
}

function schemaOf<
  Response extends z.ZodType,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
>(definition: RouteDefinition<Response, Params, Query, Body>): Record<string, unknown> {
  const { group, summary, description, params, query, body, response, contentType, scope } = definition;
  const success =
    contentType === undefined ? response : { content: { [mediaType(contentType)]: { schema: response } } };
  return {
    tags: [group],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    ...(scope === 'public' ? {} : { security: scope === 'control' ? [{ token: [] }] : [{}, { token: [] }] }),
    response: { 200: success, '4xx': errorSchema, '5xx': definition.path === '/ready' ? response : errorSchema },
  };
}

function mediaType(contentType: string): string {
  return contentType.split(';', 1)[0] ?? contentType;
}
