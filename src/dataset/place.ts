import { statSync } from 'node:fs';
import { z } from 'zod';

export const placeSchema = z.object({
  /** Absolute path without links, or a URL. */
  path: z.string(),
  /** 0 for a URL. */
  inode: z.number(),
  /** When the folder was made, in milliseconds since 1970; 0 for a URL, and where the file system does not say. */
  bornMs: z.number(),
});

/** Which folder on which file system a manifest was made of. The times of its files are only right for that one. */
export type Place = Readonly<z.infer<typeof placeSchema>>;

/** True for a URL such as `s3://bucket/prefix`, false for a path. */
export function isUrl(place: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(place);
}

/** The place of a folder or a URL. Throws what `stat` does. */
export function placeOf(path: string): Place {
  if (isUrl(path)) return { path, inode: 0, bornMs: 0 };
  const { ino, birthtimeMs } = statSync(path);
  return { path, inode: ino, bornMs: birthtimeMs };
}

/** True if the folders, or URLs, are the ones of which a manifest was made, and not copies of them. Throws what `stat` does. */
export function areThesePlaces(paths: readonly string[], places: readonly Place[]): boolean {
  if (paths.length !== places.length) return false;
  return paths.every((path, k) => {
    const [made, now] = [places[k]!, placeOf(path)];
    return made.path === path && made.inode === now.inode && made.bornMs === now.bornMs;
  });
}
