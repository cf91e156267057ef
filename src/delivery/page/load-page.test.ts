import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadPage } from './load-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'cab-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

const here = new URL('./', import.meta.url);
const scripts = loadPage().filter(({ contentType }) => contentType.startsWith('text/javascript'));

describe('the page from sources', () => {
  it('serves modules under the names by which they import each other, tests left out', () => {
    const paths = scripts.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/page/main.js', '/page/index.ts', '/page/charts/axis.ts']));
    expect(paths.filter((path) => path.includes('.test.'))).toEqual([]);
  });

  it('serves everything that its scripts and its document ask for', () => {
    const served = new Set(loadPage().map(({ path }) => path));
    const wanted = scripts.flatMap(({ path, body }) =>
      [...body.toString().matchAll(/\bfrom\s+'([^']+)'/g)].map((match) =>
        posix.join(posix.dirname(path), match[1] ?? ''),
      ),
    );
    const document = readFileSync(new URL('assets/index.html', here), 'utf8');
    wanted.push(...[...document.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)].map((match) => match[1] ?? ''));
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((path) => !served.has(path))).toEqual([]);
  });

  it('tells the caller nothing of types', () => {
    expect(scripts.map(({ body }) => body.toString()).join('\n')).not.toMatch(/\binterface |: string\b/);
  });

  it('warns nobody about how types are removed, and leaves the warnings of others alone', async () => {
    const warned = new Promise((resolve) => process.once('warning', resolve));
    loadPage();
    process.emitWarning('still heard');
    expect(await warned).toMatchObject({ message: 'still heard' });
  });
});

describe('what the browser is given', () => {
  const all = loadPage().map(({ body }) => body.toString());

  it.each([
    ['markup from text', /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment/],
    ['code from text', /\beval\(|new Function|javascript:/],
    ['handlers or styles in markup', /<[^>]+\s(?:on\w+|style)=/],
    ['scripts or styles inline', /<style|<script(?![^>]*\ssrc=)/],
    ['other machines', /(?:src|href|url\()\s*[=(]?\s*["']?(?:https?:)?\/\/(?!www\.w3\.org)/],
  ])('holds no %s', (_title, pattern) => {
    for (const text of all) expect(text).not.toMatch(pattern);
  });
});

describe('the page beside a built program', () => {
  it('is taken from there', () => {
    for (const name of ['main.js', 'index.html', 'page.css', 'icon.svg'])
      writeFileSync(join(folder, name), `built ${name}`);
    const assets = loadPage(pathToFileURL(`${folder}/`));
    expect(assets.map(({ path, body }) => [path, body.toString()])).toEqual([
      ['/', 'built index.html'],
      ['/page/page.css', 'built page.css'],
      ['/page/icon.svg', 'built icon.svg'],
      ['/page/main.js', 'built main.js'],
    ]);
  });
});
