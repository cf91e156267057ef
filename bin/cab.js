#!/usr/bin/env node
// Written for old Nodes too: it finds the pinned one, or says how to go on.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const root = fileURLToPath(new URL('..', import.meta.url));
const pinned = `${root}/node_modules/.bin/node`;
const built = `${root}/dist/cab.js`;
const program = existsSync(built) ? built : `${root}/src/main/cab.ts`;

if (major > 22 || (major === 22 && minor >= 18)) {
  await import(program);
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Whoever stops the wrapper means the bot.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(
    `cab needs Node 22.18 or newer, this is ${process.versions.node}.\n` +
      `Run "npm ci" in ${root}: it brings a pinned Node 24 along, which cab then uses by itself.\n`,
  );
  process.exitCode = 1;
}
