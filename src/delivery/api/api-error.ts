import { z } from 'zod';

/** What a route answers with when it cannot do what was asked; everything in it may be shown to anyone. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly code: string;
  /** What to do about it. */
  readonly hint: string;
  /** Seconds until a further try makes sense. */
  readonly retryAfterSec: number | undefined;

  constructor(
    status: ApiError['status'],
    code: string,
    message: string,
    hint: string,
    options: { readonly retryAfterSec?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.retryAfterSec = options.retryAfterSec;
  }
}

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string().describe('Machine-readable, camelCase.'),
      message: z.string().describe('What is wrong.'),
      hint: z.string().describe('What to do about it.'),
    }),
  })
  .meta({ id: 'Error' });

export function errorBody({
  code,
  message,
  hint,
}: Pick<ApiError, 'code' | 'message' | 'hint'>): z.output<typeof errorSchema> {
  return { error: { code, message, hint } };
}
