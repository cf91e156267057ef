/** `npm start`: builds where that is needed, and becomes the bot. One process, so that every signal reaches it. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
// In a process of its own: the bundler leaves one running.
execFileSync(process.execPath, [`${root}/scripts/ensure-build.ts`], { stdio: 'inherit' });
const program = `${root}/dist/cab.js`;
process.argv = [process.execPath, program, 'run', ...process.argv.slice(2)];
await import(program);
