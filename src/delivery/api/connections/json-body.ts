/** Reads request bodies: JSON only, bounded in size and depth before anything is built from it. */
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../api-error.ts';

export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;

/** Whether brackets nest deeper than allowed; those inside strings do not count. */
export function isTooDeep(json: string, maxDepth = MAX_DEPTH): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json.charCodeAt(index);
    if (isInString) {
      if (character === 0x5c) index += 1;
      else if (character === 0x22) isInString = false;
    } else if (character === 0x22) isInString = true;
    else if (character === 0x7b || character === 0x5b) depth += 1;
    else if (character === 0x7d || character === 0x5d) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    if (isTooDeep(text)) {
      done(
        new ApiError(400, 'bodyTooDeep', `The JSON body nests deeper than ${MAX_DEPTH} levels.`, 'send a flat object'),
      );
      return;
    }
    void parse(request, text, done);
  });
}
