import { lstatSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { storageFailure } from '../errors.ts';
import { EMERGENCY_BYTES } from './emergency-file.ts';

const MIB = 1024 * 1024;
/** The emergency file, and as much again for the entries of a start and the log they are written through. */
const LEAST_BYTES = 2 * EMERGENCY_BYTES;
const WARNING_BYTES = 64 * MIB;
const BALLAST_BYTES = 8 * MIB;
const LEAST_BALLAST_BYTES = MIB / 4;

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
}

/**
 * Before anything is set aside that is not there yet.
 * @throws StorageFailure `full` when what protects positions would not fit.
 */
export function requireSpace(path: string, emergencyPath: string): void {
  if (lstatSync(emergencyPath, { throwIfNoEntry: false }) !== undefined) return;
  const free = freeBytes(path);
  if (free >= LEAST_BYTES) return;
  const detail = `${kilobytes(free)} are free, at least ${kilobytes(LEAST_BYTES)} are needed, so that exits can be recorded on a full disk`;
  throw storageFailure('full', path, detail);
}

/** What to say of a disk that will be full soon; `undefined` when there is space. */
export function spaceWarning(path: string): string | undefined {
  const free = freeBytes(path);
  if (free >= WARNING_BYTES) return undefined;
  return `${kilobytes(free)} are free on the disk of ${path}, less than ${kilobytes(WARNING_BYTES)}; when it is full no position is opened any more`;
}

/** How much to set aside for a full disk: at most a quarter of what is free, the ballast that is there included. */
export function ballastBytes(ballastPath: string): number {
  const there = lstatSync(ballastPath, { throwIfNoEntry: false });
  const available = freeBytes(ballastPath) + (there?.isFile() === true ? there.size : 0);
  let bytes = BALLAST_BYTES;
  while (bytes > LEAST_BALLAST_BYTES && 4 * bytes > available) bytes /= 2;
  return bytes;
}

function kilobytes(bytes: number): string {
  return `${Math.floor(bytes / 1024)} kB`;
}
