import { closeSync, constants, fstatSync, openSync, write, writeSync } from 'node:fs';

export interface LineWriter {
  write(line: string): void;
  /** Writes what is waiting, at once. */
  flush(): void;
}

export interface BufferedWriter extends LineWriter {
  /** Lines lost because the reader or the disk did not take them. */
  readonly droppedLines: number;
  /** Writes what is waiting and lets go of the file; nothing is taken any more. */
  close(): void;
}

/** A reader that has stopped reading costs this much memory, then lines. */
const MAX_WAITING = 4 * 1024 * 1024;
/** A write that takes longer than this has met such a reader: flushing would wait for it, too. */
const STUCK_MS = 1000;
const RETRY_MS = 20;
const MAX_RETRIES = 50;

const writers = new Set<BufferedWriter>();

// One listener for all writers: what was logged right before the end is what one wants to read.
process.once('exit', () => {
  for (const writer of writers) writer.flush();
});

/**
 * Writes lines to a file descriptor in batches, off the main thread: the caller never waits and never sees an error.
 * Own code because the logging library, when it flushes, tries again forever on a full disk.
 */
export function bufferedWriter(descriptor: number): BufferedWriter {
  const target = withoutBlocking(descriptor);
  let waiting: string[] = [];
  let waitingLength = 0;
  let rejected: Batch | undefined;
  let startedMs: number | undefined;
  let droppedLines = 0;
  let [isClosing, isClosed] = [false, false];

  function nextBatch(): Batch {
    const batch = rejected ?? { bytes: Buffer.from(waiting.join('')), lines: waiting.length };
    if (rejected === undefined) {
      waiting = [];
      waitingLength = 0;
    }
    rejected = undefined;
    return batch;
  }

  function send({ bytes, lines }: Batch): void {
    startedMs ??= performance.now();
    write(target, bytes, (error, written) => {
      const left = bytes.subarray(written);
      if (error?.code === 'EAGAIN') {
        // Kept where a flush finds it, since the program may end before the next try.
        rejected = { bytes, lines };
        setTimeout(() => rejected && send(nextBatch()), RETRY_MS).unref();
      } else if (error === null && left.length > 0) {
        send({ bytes: left, lines });
      } else {
        startedMs = undefined;
        if (error !== null) droppedLines += lines;
        // A full disk may get room again; a reader that went away does not come back.
        isClosed = error?.code === 'EPIPE' || error?.code === 'EBADF';
        if (waiting.length > 0 && !isClosed) send(nextBatch());
        else if (isClosing) letGo();
      }
    });
  }

  function writeNext(): void {
    const { bytes, lines } = nextBatch();
    if (!writeAtOnce(target, bytes)) droppedLines += lines;
  }

  function letGo(): void {
    isClosed = true;
    writers.delete(writer);
    closeSync(target);
  }

  const writer: BufferedWriter = {
    get droppedLines() {
      return droppedLines;
    },
    write(line) {
      if (isClosed || isClosing || waitingLength + line.length > MAX_WAITING) {
        droppedLines += 1;
        return;
      }
      waiting.push(line);
      waitingLength += line.length;
      if (startedMs === undefined) send(nextBatch());
    },
    flush() {
      const isStuck = startedMs !== undefined && performance.now() - startedMs > STUCK_MS;
      if (isClosed || isStuck) return;
      if (rejected !== undefined) {
        writeNext();
        startedMs = undefined;
      }
      if (waiting.length > 0) writeNext();
    },
    close() {
      if (isClosed || isClosing) return;
      isClosing = true;
      // What is under way ends first, and lets go of the file then.
      if (startedMs === undefined) letGo();
    },
  };
  writers.add(writer);
  return writer;
}

interface Batch {
  readonly bytes: Buffer;
  readonly lines: number;
}

/** A write into a full pipe would hold a thread, and the end of the program, for as long as nobody reads. */
function withoutBlocking(descriptor: number): number {
  try {
    if (!fstatSync(descriptor).isFIFO()) return descriptor;
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    // Not on Linux: the pipe stays as it is.
    return descriptor;
  }
}

/** Whether everything was taken; a busy reader is given a second, any other failure is final. */
function writeAtOnce(descriptor: number, bytes: Buffer): boolean {
  let rest = bytes;
  for (let retries = 0; rest.length > 0 && retries < MAX_RETRIES; ) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
      retries += 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
  return rest.length === 0;
}
