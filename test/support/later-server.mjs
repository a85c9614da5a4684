/**
 * Preloaded: a server of a later release, which needs clients with a revision of the contract that does not exist yet.
 */
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith('/src/server/version-skew.ts')) return loaded;
    const source = String(loaded.source);
    const later = source.replace('LEAST_CLIENT_REVISION = 0', 'LEAST_CLIENT_REVISION = 99');
    if (later === source) throw new Error('LEAST_CLIENT_REVISION is not where it was');
    return { ...loaded, source: later };
  },
});
