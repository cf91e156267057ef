/** Finds the page's files, bundled beside the built program or as sources beside this file, and keeps them in memory. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

export interface PageAsset {
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer;
}

const SCRIPT = 'text/javascript; charset=utf-8';

const sources = new URL('./', import.meta.url);

/** `built` is where `scripts/build.ts` puts the page; the sources are taken when nothing is there. */
export function loadPage(built = new URL('./page/', import.meta.url)): readonly PageAsset[] {
  const isBuilt = existsSync(new URL('main.js', built));
  const assets = isBuilt ? built : new URL('assets/', sources);
  return [
    read('/', 'text/html; charset=utf-8', new URL('index.html', assets)),
    read('/page/page.css', 'text/css; charset=utf-8', new URL('page.css', assets)),
    read('/page/icon.svg', 'image/svg+xml', new URL('icon.svg', assets)),
    ...(isBuilt ? [read('/page/main.js', SCRIPT, new URL('main.js', built))] : fromSources()),
  ];
}

/** Modules keep their names, since that is how they import each other; the page asks for the first as `main.js`. */
function fromSources(): PageAsset[] {
  const browser = new URL('browser/', sources);
  const modules = readdirSync(browser, { recursive: true, encoding: 'utf8' }).filter((name) => isModule(name));
  const scripts = modules.map((name) => {
    const source = readFileSync(new URL(name, browser), 'utf8');
    return { path: `/page/${name}`, contentType: SCRIPT, body: Buffer.from(stripTypes(source)) };
  });
  return scripts.flatMap((script) =>
    script.path === '/page/index.ts' ? [script, { ...script, path: '/page/main.js' }] : [script],
  );
}

function isModule(name: string): boolean {
  return name.endsWith('.ts') && !name.endsWith('.test.ts');
}

/** Browser JavaScript from TypeScript: types become blanks, so that lines and columns stay. */
function stripTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process);
  // Node warns that this function may change; the tests would tell, and whoever runs the bot can do nothing about it.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function read(path: string, contentType: string, file: URL): PageAsset {
  return { path, contentType, body: readFileSync(file) };
}
