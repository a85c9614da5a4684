import type { Logger } from 'pino';
import { CacheControl } from '../dataset/cache/control.ts';
import { CrescendoError } from '../errors.ts';
import type { ServeConfig } from './config.ts';

/** Refuses a cache without a limit, and a limit without a cache. Throws INVALID_FIELD. */
export function checkCache({ cache, cache_bytes: bytes }: Pick<ServeConfig, 'cache' | 'cache_bytes'>): void {
  if ((cache === undefined) === (bytes === undefined)) return;
  const [given, missing] = bytes === undefined ? ['--cache', '--cache-bytes'] : ['--cache-bytes', '--cache'];
  throw new CrescendoError(
    'INVALID_FIELD',
    `${given} needs ${missing}: give a folder on a local disk, and the bytes that it may take, as --cache DIR --cache-bytes N ` +
      'or as cache and cache_bytes in --config',
    { option: missing! },
  );
}

/** Opens the cache of a configuration. Throws PATH, INVALID_FIELD, DAMAGED_FILE. */
export async function openCache(
  { cache, cache_bytes: bytes }: Pick<ServeConfig, 'cache' | 'cache_bytes'>,
  log: Pick<Logger, 'warn'>,
): Promise<CacheControl | undefined> {
  if (cache === undefined || bytes === undefined) return undefined;
  return await CacheControl.open({ folder: cache, bytes, onNotice: (message) => log.warn(message) });
}
