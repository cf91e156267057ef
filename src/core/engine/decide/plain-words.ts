/** What strategies say in words is quoted in many rows: bounded and made visible where it enters the engine. */
import { plainText } from '../../../domain/text.ts';
import type { Assessment, Intent } from '../../strategies/api/index.ts';

const MAX_NAME_LENGTH = 100;
/** More signals than anybody looks at. */
const MOST_NAMES = 200;

/** The intent itself where its words are plain, which they nearly always are. */
export function plainIntent(intent: Intent): Intent {
  const { reason, tag } = intent;
  const plain = plainText(reason);
  const plainTag = tag === undefined ? undefined : plainText(tag, MAX_NAME_LENGTH);
  if (plain === reason && plainTag === tag) return intent;
  return { ...intent, reason: plain, ...(plainTag === undefined ? {} : { tag: plainTag }) };
}

export function plainAssessment(given: Assessment): Assessment {
  const { explain } = given;
  const reason: unknown = given.reason;
  const { signals, weights, thresholds, blocks, context, model } = explain;
  return {
    ...given,
    // People write it: what is no text says nothing.
    ...(reason === undefined ? {} : { reason: typeof reason === 'string' ? plainText(reason) : '' }),
    explain: {
      ...(signals && { signals: plainRecord(signals) }),
      ...(weights && { weights: plainRecord(weights) }),
      ...(thresholds && { thresholds: plainRecord(thresholds) }),
      ...(context && { context: plainRecord(context) }),
      ...(blocks && { blocks: blocks.slice(0, MOST_NAMES).map(plainRecord) }),
      ...(model && { model: plainRecord(model) }),
    },
  };
}

function plainRecord<Given extends object>(record: Given): Given {
  const entries = Object.entries(record as Readonly<Record<string, unknown>>).slice(0, MOST_NAMES);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      plainText(name, MAX_NAME_LENGTH),
      typeof value === 'string' ? plainText(value) : value,
    ]),
  ) as Given;
}
