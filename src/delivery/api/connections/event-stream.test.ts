import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../ports/index.ts';
import { EventStream, MAX_LISTENERS } from './event-stream.ts';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

class Reader extends EventEmitter {
  readonly written: string[] = [];
  writableLength = 0;
  isDestroyed = false;

  write(text: string): boolean {
    this.written.push(text);
    return true;
  }

  destroy(): this {
    this.isDestroyed = true;
    this.emit('close');
    return this;
  }

  get frames(): string[] {
    return this.written.filter((text) => text.startsWith('id: '));
  }
}

let stream: EventStream | undefined;
afterEach(() => stream?.close());

function aStream() {
  const world = { nowMs: 0, signature: 'a' };
  stream = new EventStream({
    source: { signature: () => world.signature, snapshot: () => `"${world.signature}"` },
    clock: { nowMs: () => world.nowMs, monotonicMs: () => world.nowMs },
    logger: silent,
  });
  return { stream, world };
}

function join(to: EventStream): Reader {
  const reader = new Reader();
  to.add(reader as unknown as Parameters<EventStream['add']>[0]);
  return reader;
}

describe('a listener', () => {
  it('gets the present state at once', () => {
    const { stream } = aStream();
    expect(join(stream).frames).toEqual(['id: 1\nevent: status\ndata: "a"\n\n']);
  });

  it('hears of a change, and every second of nothing new', () => {
    const { stream, world } = aStream();
    const reader = join(stream);
    stream.tick();
    stream.tick();
    expect(reader.frames).toHaveLength(2);
    world.signature = 'b';
    stream.tick();
    expect(reader.frames.at(-1)).toContain('data: "b"');
    world.nowMs = 999;
    stream.tick();
    expect(reader.frames).toHaveLength(3);
    world.nowMs = 1000;
    stream.tick();
    expect(reader.frames).toHaveLength(4);
  });

  it('that has not read a megabyte is dropped, the others are not', () => {
    const { stream, world } = aStream();
    const [slow, quick] = [join(stream), join(stream)];
    slow.writableLength = 1024 * 1024 + 1;
    world.signature = 'b';
    stream.tick();
    expect([slow.isDestroyed, quick.isDestroyed, stream.listeners]).toEqual([true, false, 1]);
    expect(slow.frames).toHaveLength(1);
    expect(quick.frames).toHaveLength(2);
  });

  it('that leaves is forgotten', () => {
    const { stream } = aStream();
    const reader = join(stream);
    reader.emit('close');
    stream.tick();
    expect([reader.frames.length, stream.listeners]).toEqual([1, 0]);
  });
});

describe('the stream', () => {
  it('is full at its bound', () => {
    const { stream } = aStream();
    for (let count = 0; count < MAX_LISTENERS; count += 1) {
      expect(stream.isFull).toBe(false);
      join(stream);
    }
    expect(stream.isFull).toBe(true);
  });

  it('lets everybody go when it closes', () => {
    const { stream } = aStream();
    const reader = join(stream);
    stream.close();
    expect([reader.isDestroyed, stream.listeners]).toEqual([true, 0]);
  });
});
