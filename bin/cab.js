#!/usr/bin/env node
// Written for old Nodes too: it finds the pinned one, or says how to go on.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const root = fileURLToPath(new URL('..', import.meta.url));
const pinned = `${root}/node_modules/.bin/node`;
const built = `${root}/dist/cab.js`;
const program = existsSync(built) ? built : `${root}/src/main/cab.ts`;

if (major > 22 || (major === 22 && minor >= 18)) {
  await import(program);
} else if (existsSync(pinned)) {
  // The program watches for the wrapper's end: it would be left behind by one that is killed.
  const env = { ...process.env, CAB_WRAPPER: String(process.pid) };
  const child = spawn(pinned, ['--disable-sigusr1', program, ...process.argv.slice(2)], { stdio: 'inherit', env });
  // Whoever stops the wrapper means the bot.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGALRM']) {
    process.on(signal, () => child.kill(signal));
  }
  process.on('SIGUSR1', () => undefined);
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
} else {
  process.stderr.write(
    `cab needs Node 22.18 or newer, this is ${process.versions.node}.\n` +
      `Run "npm ci" in ${root}: it brings a pinned Node 24 along, which cab then uses by itself.\n`,
  );
  process.exitCode = 1;
}
