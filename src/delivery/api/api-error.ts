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
    options: { readonly retryAfterSec?: number } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.retryAfterSec = options.retryAfterSec;
  }
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}

export function errorBody({ code, message, hint }: Pick<ApiError, 'code' | 'message' | 'hint'>): ErrorBody {
  return { error: { code, message, hint } };
}
