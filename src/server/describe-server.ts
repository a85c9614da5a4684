import type { crescendo } from '@crescendo/proto';
import { engineVersion } from '../pixels/engine-version.ts';
import type { StreamContext } from './subscribe.ts';
import { serverVersion } from './version-skew.ts';

/** What this server is, for clients that choose among several. */
export async function describeServer({
  runs,
  pool,
  load,
  place,
  stopping,
}: StreamContext): Promise<crescendo.v1.IGetServerResponse> {
  const stateId = await runs.stateId();
  return {
    instance: place.instance,
    stateId,
    engineVersion: engineVersion(),
    serverVersion: serverVersion(),
    datasets: runs.datasets().map(({ id, manifest }) => ({
      id,
      manifestDigest: manifest.digest,
      sampleCount: manifest.sampleCount,
    })),
    draining: stopping.aborted,
    workers: pool.size,
    siblings: [...place.siblings()],
    load: load.load(),
  };
}
