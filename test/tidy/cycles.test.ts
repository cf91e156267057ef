import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { type SourceFile, program, sourceFile } from './tree.ts';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Circles among files, types included: what needs each other to be understood is one thing in two places. */
function fileCycles(files: readonly SourceFile[]): string[][] {
  return cyclesIn(
    graphOf(files, (file) => importsOf(file).flatMap(({ target }) => (target ? [[file.path, target]] : []))),
  );
}

/** Circles among folders, types included. A part may use a file of the folder around it. */
function folderCycles(files: readonly SourceFile[]): string[][] {
  return cyclesIn(
    graphOf(files, (file) =>
      importsOf(file).flatMap(({ target }) => {
        const [from, to] = [posix.dirname(file.path), posix.dirname(target ?? file.path)];
        return from === to || from.startsWith(`${to}/`) ? [] : [[from, to]];
      }),
    ),
  );
}

/** Files that reach their own folder, or one around it, through its index. */
function upwardIndexImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target?.endsWith('/index.ts') && file.path.startsWith(posix.dirname(target)))
      .filter(({ target }) => `${posix.dirname(file.path)}/`.startsWith(`${posix.dirname(target ?? '')}/`))
      .map(({ target }) => `${file.path} imports ${target}, the index of a folder it is in`),
  );
}

function graphOf(files: readonly SourceFile[], edgesOf: (file: SourceFile) => readonly (readonly string[])[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from = '', to = ''] of files.flatMap(edgesOf)) {
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets.add(to));
  }
  return graph;
}

/** Groups of nodes that all reach each other. */
function cyclesIn(graph: Graph): string[][] {
  const reachable = new Map([...graph.keys()].map((node) => [node, reachableFrom(graph, node)]));
  const seen = new Set<string>();
  return [...graph.keys()].flatMap((node) => {
    if (seen.has(node) || !reachable.get(node)?.has(node)) return [];
    const circle = [...(reachable.get(node) ?? [])].filter((other) => reachable.get(other)?.has(node)).sort();
    for (const member of circle) seen.add(member);
    return [circle];
  });
}

function reachableFrom(graph: Graph, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(graph.get(start) ?? [])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    waiting.push(...(graph.get(node) ?? []));
  }
  return found;
}

function imports(path: string, target: string): SourceFile {
  return sourceFile(path, `import { x } from '${target}';`);
}

describe('import cycles', () => {
  it('between files do not exist', () => {
    expect(fileCycles(program)).toEqual([]);
  });

  it('between folders do not exist', () => {
    expect(folderCycles(program)).toEqual([]);
  });

  it('are not prepared by importing an index from inside', () => {
    expect(upwardIndexImports(program)).toEqual([]);
  });

  it('control: circles of any length are found, of types as well', () => {
    const circle = [imports('src/a.ts', './b.ts'), imports('src/b.ts', './c.ts'), imports('src/c.ts', './a.ts')];
    expect(fileCycles([...circle, imports('src/d.ts', './a.ts')])).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts']]);
    const typed = [imports('src/a.ts', './b.ts'), sourceFile('src/b.ts', "import type { x } from './a.ts';")];
    expect(fileCycles(typed)).toEqual([['src/a.ts', 'src/b.ts']]);
    expect(folderCycles([imports('src/a/x.ts', '../b/y.ts'), imports('src/b/y.ts', '../a/z.ts')])).toEqual([
      ['src/a', 'src/b'],
    ]);
    expect(folderCycles([imports('src/a/x.ts', './b/y.ts'), imports('src/a/b/y.ts', '../z.ts')])).toEqual([]);
    expect(
      upwardIndexImports([imports('src/a/b/y.ts', '../index.ts'), imports('src/a/z.ts', '../b/index.ts')]),
    ).toEqual(['src/a/b/y.ts imports src/a/index.ts, the index of a folder it is in']);
  });
});
