/** Finds references that lead nowhere in the HTML pages of a folder: a line for each, with the page's path. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Links to files of this folder that do not exist. */
export function deadLinks(folder: string): string[] {
  return inPages(folder, (html, page) => {
    const targets = [...html.matchAll(/\s(?:href|src)="([^"#?]+)[^"]*"/g)].map(([, target]) => target!);
    return targets.filter((target) => !/^[a-z]+:/.test(target) && !isFile(resolve(folder, dirname(page), target)));
  });
}

/** Names of a Python package in code style that pdoc did not turn into links, because nothing public has that name. */
export function unknownNames(folder: string, name: string): string[] {
  const code = new RegExp(`(<a [^>]*>)?<code>(${name}(?:\\.\\w+)+)(?:\\(\\))?</code>`, 'g');
  return inPages(folder, (html) =>
    [...html.matchAll(code)].filter(([, link]) => link === undefined).map(([, , unknown]) => unknown!),
  );
}

function inPages(folder: string, find: (html: string, page: string) => string[]): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  return pages.sort().flatMap((page) => {
    // Scripts contain links as templates.
    const html = readFileSync(join(folder, page), 'utf8').replaceAll(/<script\b.*?<\/script>/gs, '');
    return [...new Set(find(html, page))].map((found) => `${page}: ${found}`);
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
