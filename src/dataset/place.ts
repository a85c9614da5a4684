import { statSync } from 'node:fs';

/** Which folder on which file system a manifest was made of. The times of its files are only right for that one. */
export interface Place {
  /** Absolute path without links. */
  path: string;
  inode: number;
  /** When the folder was made, in milliseconds since 1970; 0 where the file system does not say. */
  bornMs: number;
}

/** The place of a folder. Throws what `stat` does. */
export function placeOf(path: string): Place {
  const { ino, birthtimeMs } = statSync(path);
  return { path, inode: ino, bornMs: birthtimeMs };
}

/** True if the folders are the ones of which a manifest was made, and not copies of them. Throws what `stat` does. */
export function areThesePlaces(paths: readonly string[], places: readonly Place[]): boolean {
  if (paths.length !== places.length) return false;
  return paths.every((path, k) => {
    const [made, now] = [places[k]!, placeOf(path)];
    return made.path === path && made.inode === now.inode && made.bornMs === now.bornMs;
  });
}
