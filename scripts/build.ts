/**
 * Bundles the program for a fast start: one file for `cab`, one for the thread that recomputes, one for strategy authors,
 * packages left outside.
 * Into `dist`, which is cleared first, or into the folder that is named.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const named = process.argv[2];
const folder = resolve(root, named ?? 'dist');

function commitOfSources(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}

if (named === undefined) rmSync(folder, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    cab: 'src/main/cab.ts',
    'recompute-worker': 'src/main/recompute/recompute-worker.ts',
    strategy: 'src/core/strategies/api/index.ts',
  },
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  packages: 'external',
  sourcemap: true,
  keepNames: true,
  logLevel: 'warning',
  define: { CAB_COMMIT: JSON.stringify(commitOfSources()) },
});
// The page's scripts become one file for the browser; loadPage finds it beside the program.
await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/delivery/page/browser/index.ts' },
  outdir: `${folder}/page`,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  logLevel: 'warning',
});
for (const asset of ['index.html', 'page.css', 'icon.svg']) {
  copyFileSync(`${root}/src/delivery/page/assets/${asset}`, `${folder}/page/${asset}`);
}
writeFileSync(`${folder}/BUILT`, `${new Date().toISOString()}\n`);
