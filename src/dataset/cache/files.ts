/** The files of parts. Every access checks that it is a file of the cache itself, never one that a link leads to. */
import * as fs from 'node:fs';
import { crc32 } from 'node:zlib';
import { CrescendoError } from '../../errors.ts';
import { type CacheFolder, isKind } from './folder.ts';

/** The system calls with which parts are written; tests put failing ones in their place. */
export type PartCalls = Pick<typeof fs.promises, 'open'>;

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = fs.constants;

/** The checksum of a part: CRC-32 finds what a disk, or a write that a loss of power cut off, has done to it. */
export function checksumOfPart(bytes: Uint8Array): number {
  return crc32(bytes);
}

/** Writes the file of a part that is not complete yet. */
export async function writePart(path: string, bytes: Uint8Array, calls: PartCalls = fs.promises): Promise<void> {
  const file = await calls.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    // A file system must not reserve more than the part's own bytes, as some do for files that grow.
    await file.truncate(bytes.length);
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, at, bytes.length - at, at);
      at += bytesWritten;
    }
  } finally {
    await file.close();
  }
}

/** Fills `into` from the file of a part. False if it is not there, or is shorter. */
export function readPart(path: string, offset: number, into: Uint8Array): boolean {
  let file: number;
  try {
    file = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ELOOP') return false;
    throw error;
  }
  try {
    for (let at = 0; at < into.length; ) {
      const got = fs.readSync(file, into, at, into.length - at, offset + at);
      if (got === 0) return false;
      at += got;
    }
    return true;
  } finally {
    fs.closeSync(file);
  }
}

/** Moves a part that was written to its place. Throws if something that the cache did not make is there. */
export function publishPart(folder: CacheFolder, token: string, name: string): void {
  const place = folder.part(name);
  const there = fs.lstatSync(place, { throwIfNoEntry: false });
  if (!isKind(folder.shelf(name), 'folder') || there?.isFile() === false) {
    throw new CrescendoError('PATH', `${place} is not what the cache makes there`, { path: place });
  }
  fs.renameSync(folder.written(token), place);
}

/** Removes the file of a part; that it is gone already is all the same. A link or a folder in its place stays. */
export function removePart(folder: CacheFolder, name: string): void {
  if (isKind(folder.shelf(name), 'folder')) removeFile(folder.part(name));
}

/** Removes what was written of a part. */
export function removeWritten(folder: CacheFolder, token: string): void {
  if (isKind(folder.writing, 'folder')) removeFile(folder.written(token));
}

function removeFile(path: string): void {
  if (!isKind(path, 'file')) return;
  try {
    fs.unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
