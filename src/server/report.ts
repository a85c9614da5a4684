import type { crescendo } from '@crescendo/proto';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { rankHeld } from '../runs/rank-lease.ts';
import type { RunRegistry } from '../runs/registry.ts';
import type { Caller } from './access/caller.ts';
import type { TokenUse } from './access/use.ts';

/**
 * Records a report that comes apart from a stream: of the trainer that has the rank, if one has. A client that gives no id
 * is older than this check; where access is controlled, it is no trainer.
 *
 * @returns the highest step that the rank has reported
 * @throws as `Run.reportProgress`, and ROLE_REQUIRED, RUN_NOT_ALLOWED, NOT_OWNER, RANK_TAKEN, QUOTA
 */
export async function reportProgress(
  { runs, tokenUse }: { runs: RunRegistry; tokenUse: TokenUse },
  caller: Caller,
  { run: name, rank, worldSize, progress, clientId }: crescendo.v1.ReportProgressRequest,
): Promise<number> {
  caller.check({ role: 'train', run: name });
  if (!progress) throw new CrescendoError('INVALID_FIELD', 'progress is missing', { field: 'progress' });
  if (clientId.length > LIMITS.nameLength) {
    throw new CrescendoError('INVALID_FIELD', `client_id must have at most ${LIMITS.nameLength} characters`, {
      ...{ field: 'client_id', value: String(clientId.length), bound: String(LIMITS.nameLength) },
    });
  }
  const run = await runs.get(name);
  caller.checkOwner(run);
  const place = { rank, worldSize: worldSize || run.spec.world_size };
  if (clientId !== '' || caller.entry !== undefined) {
    const lease = await runs.lease(name, place);
    if (lease !== undefined && lease.client !== clientId) throw rankHeld(name, place, lease);
    await tokenUse.checkState(caller);
  }
  const { consumedStep, stepSeconds } = progress;
  return run.reportProgress({ ...place, consumedStep: consumedStep ?? 0, stepSeconds: stepSeconds ?? 0 });
}
