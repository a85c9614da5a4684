import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that a folder takes on disk, as du(1) counts them: blocks of files and folders. Entries may vanish meanwhile. */
export function diskUsage(path: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  const own = stat.blocks * 512;
  if (!stat.isDirectory()) return own;
  let names: string[];
  try {
    names = readdirSync(path);
  } catch {
    return own;
  }
  return names.reduce((sum, name) => sum + diskUsage(join(path, name)), own);
}
