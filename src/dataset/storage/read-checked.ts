import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { CrescendoError } from '../../errors.ts';
import type { FileCalls } from './open-below.ts';
import type { ObjectRange, ObjectVersion } from './storage.ts';

/** Bytes of a SHA-256 that a manifest keeps. */
export const CHECKSUM_BYTES = 8;

/** The checksum of a file's contents. */
export function checksumOf(contents: Uint8Array): Uint8Array {
  return createHash('sha256').update(contents).digest().subarray(0, CHECKSUM_BYTES);
}

/** Fills `into` with a range of an open file. Throws MISSING_SAMPLE if the file is not the one that was indexed. */
export function readChecked(calls: FileCalls, file: number, range: ObjectRange, into: Uint8Array): void {
  const { object, offset, length, objectLength, version } = range;
  const stat = calls.fstatSync(file);
  if (!stat.isFile() || (objectLength !== undefined && stat.size !== objectLength)) {
    const is = stat.isFile() ? `has ${stat.size} bytes` : 'is not a file';
    const expected = objectLength === undefined ? '' : `; the manifest says ${objectLength} bytes`;
    throw new CrescendoError('MISSING_SAMPLE', `${object} ${is}${expected}`, { object });
  }
  const doubtful = version !== undefined && isDoubtful(stat, version);
  if (doubtful && version.checksum === undefined) throw changed(object, stat, version);
  fill(calls, file, range, into);
  if (!doubtful) return;
  const whole = offset === 0 && length === stat.size ? into : new Uint8Array(stat.size);
  if (whole !== into) fill(calls, file, { object, offset: 0, length: stat.size }, whole);
  if (Buffer.compare(checksumOf(whole.subarray(0, stat.size)), version.checksum!) !== 0) {
    throw changed(object, stat, version);
  }
}

/** Whether the file's times leave it open that its contents have changed. */
function isDoubtful({ mtimeMs, ctimeMs }: Stats, { modifiedMs, changedMs, checksum }: ObjectVersion): boolean {
  if (mtimeMs !== modifiedMs) return modifiedMs !== undefined || checksum !== undefined;
  // Permissions that were changed are no reason to call a sample bad, but one to look at its contents if that is possible.
  return checksum !== undefined && ctimeMs !== changedMs;
}

function changed(object: string, stat: Stats, { checksum, modifiedMs }: ObjectVersion): CrescendoError {
  const time = (ms: number): string => new Date(ms).toISOString();
  const how =
    checksum === undefined
      ? `it was modified at ${time(stat.mtimeMs)}, not at ${time(modifiedMs!)} as when it was indexed`
      : 'its checksum is not that of the manifest';
  return new CrescendoError(
    'MISSING_SAMPLE',
    `${object} has changed: ${how}; if the file is the right one, index the folder again, which keeps the runs going`,
    { object },
  );
}

function fill(calls: FileCalls, file: number, range: ObjectRange, into: Uint8Array): void {
  const { object, offset, length } = range;
  for (let at = 0; at < length; ) {
    const got = calls.readSync(file, into, at, length - at, offset + at);
    if (got === 0) {
      const [end, asked] = [offset + at, `${offset}..${offset + length}`];
      throw new CrescendoError('MISSING_SAMPLE', `${object} ends at byte ${end}; bytes ${asked} were asked for`, {
        object,
      });
    }
    at += got;
  }
}
