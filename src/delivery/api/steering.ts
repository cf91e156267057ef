import type { OperatorAction } from '../../domain/index.ts';
import { type Logger, StorageFailure } from '../../ports/index.ts';
import { type Bot, type OperatorReceipt, WriterClosed } from '../../runtime/index.ts';
import { ApiError } from './api-error.ts';
import { Idempotency } from './idempotency.ts';

export interface SteeringRequest {
  readonly action: OperatorAction;
  readonly reason: string;
  readonly key: string | undefined;
  readonly address: string;
}

/** The one way from HTTP to the bot's operator actions: on record, logged, once per key. */
export class Steering {
  readonly #bot: Bot;
  readonly #logger: Logger;
  readonly #idempotency = new Idempotency();

  constructor(bot: Bot, logger: Logger) {
    this.#bot = bot;
    this.#logger = logger;
  }

  /** @throws ApiError 422 on a reused key, 503 when the action could not be made durable or the bot is stopping. */
  steer({ action, reason, key, address }: SteeringRequest): Promise<OperatorReceipt> {
    return this.#idempotency.once(key, { action, reason }, async () => {
      const actor = { name: 'api', reason, ...(key === undefined ? {} : { key }) };
      try {
        const receipt = await this.#bot.operate(action, actor);
        this.#logger.warn(
          { action: action.kind, reason, address, sequence: receipt.sequence },
          'operator acted by API',
        );
        return receipt;
      } catch (error) {
        if (error instanceof WriterClosed) throw notTaken(error);
        if (!(error instanceof StorageFailure)) throw error;
        this.#logger.error({ action: action.kind, reason, error }, 'an operator action could not be recorded');
        throw new ApiError(
          503,
          'notRecorded',
          'The action could not be put on record, so it does not outlast this process, which is about to end.',
          'see /health for the state of the storage, then try again with the same Idempotency-Key',
        );
      }
    });
  }
}

function notTaken({ message }: WriterClosed): ApiError {
  return new ApiError(503, 'notTaken', `${message}.`, 'try again; a bot that is stopping has to be started first');
}
