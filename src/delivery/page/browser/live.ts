/** Follows the live stream. Read by hand, since a browser's own event source cannot send the token. */
import { type Health, Refusal, type Status, authorization, refusalOf } from './client.ts';

export interface Live {
  readonly status: Status;
  readonly health: Health;
}

export interface LiveListener {
  readonly onState: (live: Live) => void;
  /** Called when the connection is lost; it is tried again. */
  readonly onLost: (message: string) => void;
  /** The token is missing or wrong; following ends. */
  readonly onRefused: (refusal: Refusal) => void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10_000;
/** The bot speaks every second: silence means that the connection is dead. */
const SILENCE_MS = 8000;

export async function follow(listener: LiveListener): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    try {
      await listen((live) => {
        waitMs = FIRST_WAIT_MS;
        listener.onState(live);
      });
      listener.onLost('The connection was closed.');
    } catch (error) {
      if (error instanceof Refusal && [401, 403].includes(error.status)) {
        listener.onRefused(error);
        return;
      }
      listener.onLost(error instanceof Refusal ? error.message : 'The bot does not answer.');
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }
}

async function listen(onState: (live: Live) => void): Promise<void> {
  const abort = new AbortController();
  let silence = setTimeout(() => abort.abort(), SILENCE_MS);
  const headers = { ...authorization(), accept: 'text/event-stream' };
  const response = await fetch('/api/v1/stream', { headers, signal: abort.signal });
  if (!response.ok || !response.body) throw await refusalOf(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SILENCE_MS);
      const frames = (rest + value).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1];
        if (data !== undefined) onState(JSON.parse(data) as Live);
      }
    }
  } finally {
    clearTimeout(silence);
  }
}
