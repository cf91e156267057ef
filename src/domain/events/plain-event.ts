import { plainText } from '../text.ts';
import type { EngineEvent, OperatorActed } from './events.ts';

const MAX_NAME_LENGTH = 100;

/**
 * The event with its words bounded and visible; the event itself where they are. Ids stay as they are: cut off, two of
 * them could become one.
 */
export function plainEvent(event: EngineEvent): EngineEvent {
  switch (event.type) {
    case 'orderRejected':
      return plainer(plainer(event, 'message'), 'code');
    case 'outcomeUnknown':
    case 'exitArmFailed':
    case 'storageChanged':
    case 'interruptionSeen':
      return plainer(event, 'cause');
    case 'orderAbsent':
      return plainer(event, 'evidence');
    case 'orderClosed':
    case 'runResumed':
      return plainer(event, 'reason');
    case 'operatorActed':
      return plainer(plainActor(event), 'reason');
    case 'runStarted':
    case 'candleClosed':
    case 'candleBackfilled':
    case 'intervalClosed':
    case 'quoteSeen':
    case 'orderAccepted':
    case 'orderFilled':
    case 'exitArmed':
    case 'balanceSeen':
    case 'timerFired':
    case 'instrumentChanged':
    case 'settingsChanged':
    case 'entrySetAside':
    case 'checkpointMade':
      return event;
  }
}

function plainer<Event extends EngineEvent & Readonly<Record<Name, string>>, Name extends string>(
  event: Event,
  name: Name,
): Event {
  const text: string = event[name];
  const plain = plainText(text);
  return plain === text ? event : { ...event, [name]: plain };
}

function plainActor(event: OperatorActed): OperatorActed {
  const actor = plainText(event.actor, MAX_NAME_LENGTH);
  return actor === event.actor ? event : { ...event, actor };
}
