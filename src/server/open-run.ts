import type { crescendo } from '@crescendo/proto';
import type { RunRegistry } from '../runs/registry.ts';
import type { Run } from '../runs/run.ts';
import type { Caller } from './access/caller.ts';
import { specInput } from './spec-codec.ts';

/**
 * Opens a run for a caller. Whoever may read a run may join it without a spec; a spec, and a name that only the
 * configuration knows yet, are for those who may train. Throws as `RunRegistry.open`, and ROLE_REQUIRED,
 * RUN_NOT_ALLOWED, NOT_OWNER.
 */
export async function openRun(
  runs: RunRegistry,
  caller: Caller,
  { run, spec }: crescendo.v1.IOpenRunRequest,
): Promise<{ run: Run; created: boolean }> {
  const name = run ?? '';
  caller.check({ role: spec ? 'train' : 'read', run: name });
  if (!spec && (await readsOnly(runs, caller, name))) return { run: await runs.join(name), created: false };
  return runs.open(name, spec ? specInput(spec) : undefined, caller.owned, (stored) => caller.checkOwner(stored));
}

/** True if the run must not be made or changed by this caller. */
async function readsOnly(runs: RunRegistry, caller: Caller, name: string): Promise<boolean> {
  if (caller.entry === undefined) return false;
  if (!caller.hasRole('train')) return true;
  const stored = await runs.stored(name);
  return stored !== undefined && !caller.owns(stored);
}
