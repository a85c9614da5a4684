import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { nearest } from '../spec/nearest.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied: let the user that runs crescendo read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

/** Why a path cannot be read, in words, and what to give instead where that can be told. */
export function whyUnreadable(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT') return REASONS[code ?? ''] ?? message;
  const parent = nearestFolder(resolve(path));
  const missing = firstMissing(resolve(path), parent);
  const names = namesIn(parent);
  const meant = nearest(missing, names);
  const there =
    names.length === 0 ? 'is empty' : `contains ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
  return meant === undefined
    ? `there is no ${missing} in ${parent}, which ${there}`
    : `there is no ${missing} in ${parent}, which ${there}; did you mean ${meant}?`;
}

function nearestFolder(path: string): string {
  const parent = dirname(path);
  return parent === path || existsSync(parent) ? parent : nearestFolder(parent);
}

/** The name that does not exist in the nearest folder that does. */
function firstMissing(path: string, folder: string): string {
  return dirname(path) === folder ? basename(path) : firstMissing(dirname(path), folder);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}
