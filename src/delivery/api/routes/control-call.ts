/** What every control route shares: who asks, why, and under which key. */
import type { FastifyRequest } from 'fastify';
import type { OperatorAction } from '../../../domain/index.ts';
import type { OperatorReceipt } from '../../../runtime/index.ts';
import { ApiError } from '../api-error.ts';
import type { RouteContext } from '../route.ts';

export const KEY_NOTE =
  'Send an `Idempotency-Key` header (1–64 letters, digits, `-`, `_`, `:` or `.`): the same key is carried out once.';

const KEY = /^[\w:.-]{1,64}$/;

/** @throws ApiError 409 when the bot could not carry the action out. */
export async function steer(
  { context, request, body }: { context: RouteContext; request: FastifyRequest; body: { readonly reason: string } },
  action: OperatorAction,
): Promise<OperatorReceipt> {
  const { reason } = body;
  const receipt = await context.steering.steer({ action, reason, key: keyOf(request), address: request.ip });
  if (receipt.refusal === undefined) return receipt;
  throw new ApiError(409, 'refused', `${receipt.refusal}.`, 'the refusal is on record; nothing has changed');
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && KEY.test(key)) return key;
  const hint = 'use 1 to 64 letters, digits, "-", "_", ":" or ".", e.g. a UUID';
  throw new ApiError(400, 'idempotencyKeyInvalid', 'The Idempotency-Key header cannot be used as a key.', hint);
}
