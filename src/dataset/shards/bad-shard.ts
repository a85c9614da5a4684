import { CrescendoError } from '../../errors.ts';

/** A shard that cannot be indexed; says which one, where in it, and what to do. */
export function badShard(shard: string, offset: number | undefined, why: string): CrescendoError {
  const where = offset === undefined ? shard : `${shard} at byte ${offset}`;
  const metadata = { path: shard, ...(offset === undefined ? {} : { offset: String(offset) }) };
  return new CrescendoError('PATH', `${where}: ${why}`, metadata);
}
