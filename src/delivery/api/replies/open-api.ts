import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const DESCRIPTION =
  'Amounts that must be exact are decimal strings, times Unix milliseconds UTC, ratios 0..1. ' +
  'Control routes need `Authorization: Bearer <API_TOKEN>` and are closed while no token is set. ' +
  'Reading needs the token as soon as the bot can be reached from other machines. ' +
  'Errors are `{error: {code, message, hint}}`.';

/** Describes every route registered after it at /docs/json, and shows that at /docs. */
export async function describeRoutes(app: FastifyInstance, version: string, icon: Buffer): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'crypto-ai-bot', version, description: DESCRIPTION },
      tags: [
        { name: 'operation', description: 'Whether it works' },
        { name: 'trading', description: 'What it sees and decides' },
        { name: 'records', description: 'What has happened' },
        { name: 'charts', description: 'Pictures' },
        { name: 'control', description: 'Steering; needs the token' },
      ],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list' },
    logo: { type: 'image/svg+xml', content: icon, href: '/', target: '_self' },
  });
}
