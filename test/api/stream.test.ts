/** The live stream of a real bot over a real socket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PaperServer, startPaperServer } from './paper-server.ts';

let paper: PaperServer;

beforeAll(async () => {
  paper = await startPaperServer();
});
afterAll(() => paper.close());

interface Told {
  readonly status: { readonly sequence: number; readonly equity: number };
  readonly health: { readonly degradation_level: string };
}

/** The first events of a new listener. */
async function listen(count: number): Promise<readonly Told[]> {
  const abort = new AbortController();
  const response = await fetch(`${paper.url}/api/v1/stream`, { signal: abort.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const told: Told[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (data !== undefined) told.push(JSON.parse(data) as Told);
    }
    if (told.length >= count) break;
  }
  abort.abort();
  return told;
}

describe('the live stream', () => {
  it('tells the state at once and as it changes', async () => {
    const told = await listen(3);
    const sequences = told.map(({ status }) => status.sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(sequences.at(-1)).toBeGreaterThan(sequences[0] ?? 0);
    expect(told[0]?.status.equity).toBeGreaterThan(0);
    expect(told[0]?.health.degradation_level).toBe('none');
  });

  it('forgets listeners who leave, and takes new ones', async () => {
    for (let round = 0; round < 5; round += 1) expect(await listen(1)).toHaveLength(1);
  });

  it('ends when the server closes', async () => {
    const short = await startPaperServer();
    const response = await fetch(`${short.url}/api/v1/stream`);
    const reader = response.body?.getReader();
    await reader?.read();
    await short.close();
    const drain = async (): Promise<void> => {
      for (;;) if ((await reader?.read())?.done) return;
    };
    await drain().catch(() => undefined);
    expect(await reader?.closed.then(() => true).catch(() => true)).toBe(true);
  });
});
