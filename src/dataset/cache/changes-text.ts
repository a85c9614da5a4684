/**
 * Changes of coming uses as text. A message of a thousand changes as objects keeps the event loop for 7 ms, of the same as
 * text for one: it is copied as a whole, and read by the thread that receives it (test/bench/cache.ts).
 */
import type { ObjectVersion } from '../storage/storage.ts';
import type { UsesChange } from './coming-uses.ts';

type Row = [
  object: string,
  objectLength: number,
  part: number,
  bytes: number,
  step: number | null,
  again: number | null,
  etag: string | null,
  modifiedMs: number | null,
  changedMs: number | null,
  checksum: string | null,
];

export function changesText(changes: readonly UsesChange[]): string {
  const rows = changes.map(({ object, objectLength, part, bytes, step, again, version }): Row => {
    const { etag, modifiedMs, changedMs, checksum } = version ?? {};
    const hex = checksum === undefined ? null : Buffer.from(checksum).toString('hex');
    return [
      ...([object, objectLength, part, bytes, step ?? null, again ?? null] as const),
      ...([etag ?? null, modifiedMs ?? null, changedMs ?? null, hex] as const),
    ];
  });
  return JSON.stringify(rows);
}

export function readChanges(text: string): UsesChange[] {
  return (JSON.parse(text) as Row[]).map(([object, objectLength, part, bytes, step, again, ...rest]) => {
    const version = versionOf(...rest);
    return {
      ...{ object, objectLength, part, bytes },
      ...(step === null ? {} : { step }),
      ...(again === null ? {} : { again }),
      ...(Object.keys(version).length === 0 ? {} : { version }),
    };
  });
}

function versionOf(
  etag: string | null,
  modifiedMs: number | null,
  changedMs: number | null,
  checksum: string | null,
): ObjectVersion {
  return {
    ...(etag === null ? {} : { etag }),
    ...(modifiedMs === null ? {} : { modifiedMs }),
    ...(changedMs === null ? {} : { changedMs }),
    ...(checksum === null ? {} : { checksum: Uint8Array.from(Buffer.from(checksum, 'hex')) }),
  };
}
