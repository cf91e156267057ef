import { z } from 'zod';
import { formatDecimal } from '../../../domain/index.ts';
import type { ProtectiveOrderRow } from '../../../ports/index.ts';
import type { SymbolBook } from '../symbol-book.ts';

export const protectiveOrderSchema = z
  .object({
    clientOrderId: z.string(),
    symbol: z.string(),
    lane: z.number().int(),
    role: z.enum(['stop', 'target']),
    status: z
      .enum(['sent', 'waiting', 'failed', 'fired', 'canceled'])
      .describe('`waiting` is watched; `failed` could not be armed and is tried again.'),
    triggerPrice: z.number(),
    rule: z.string().describe('The exit rule that set the trigger.'),
    quantity: z.string(),
    firedOrderId: z.string().nullable().describe('The latest order that sold for it.'),
    createdTimeMs: z.number(),
    updatedTimeMs: z.number(),
  })
  .meta({ id: 'ProtectiveOrder' });

export function toProtectiveOrder(
  { instrument, quantity, firedOrderId, ...row }: ProtectiveOrderRow,
  symbols: SymbolBook,
): z.output<typeof protectiveOrderSchema> {
  return {
    ...row,
    symbol: symbols.symbolOf(instrument),
    quantity: formatDecimal(quantity),
    firedOrderId: firedOrderId ?? null,
  };
}
