/** The import graph of the modules, read from the sources; type-only imports count too. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A module and the modules of the same tree that it imports, as paths below the tree's root. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

const BLOCK_COMMENT = /\/\*[\s\S]*?\*\//g;
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** The graph of the TypeScript files below a folder. AssemblyScript and generated code are left out. */
export function importGraph(root: string): ImportGraph {
  const modules = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/(^|\/)(gen|assembly|node_modules|dist)\//.test(file),
  );
  return new Map(modules.map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]));
}

/** The relative imports of a module's text, as paths below the root. */
export function importsOf(file: string, text: string): Set<string> {
  const found = text.replace(BLOCK_COMMENT, '').matchAll(IMPORT);
  return new Set([...found].map(([, target]) => normalize(join(dirname(file), target!))));
}

/**
 * The imports that break the order of folders: each folder may import from itself and from those before it in the list.
 * Modules at the root belong to no folder; they may import each other only, and everyone may import them.
 */
export function upwardImports(graph: ImportGraph, order: readonly string[]): string[] {
  const rank = (path: string): number => (path.includes('/') ? order.indexOf(path.split('/')[0]!) : -1);
  return [...graph].flatMap(([from, targets]) =>
    [...targets].filter((to) => graph.has(to) && rank(to) > rank(from)).map((to) => `${from} imports ${to}`),
  );
}

/** Folders of the tree that are missing from the order. */
export function unlistedFolders(graph: ImportGraph, order: readonly string[]): string[] {
  const folders = [...graph.keys()].filter((path) => path.includes('/')).map((path) => path.split('/')[0]!);
  return [...new Set(folders)].filter((folder) => !order.includes(folder));
}

/** The groups of modules that import each other in a circle (Tarjan's strongly connected components). */
export function importCycles(graph: ImportGraph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (module: string): void => {
    index.set(module, index.size);
    low.set(module, index.get(module)!);
    stack.push(module);
    for (const next of graph.get(module)!) {
      if (!graph.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(module, Math.min(low.get(module)!, low.get(next)!));
    }
    if (low.get(module) !== index.get(module)) return;
    const members = stack.splice(stack.indexOf(module));
    if (members.length > 1 || graph.get(module)!.has(module)) cycles.push(members.sort());
  };
  for (const module of graph.keys()) if (!index.has(module)) visit(module);
  return cycles;
}
