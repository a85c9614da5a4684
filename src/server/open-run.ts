import type { crescendo } from '@crescendo/proto';
import type { RunRegistry } from '../runs/registry.ts';
import type { Run } from '../runs/run.ts';
import type { StoredRun } from '../runs/store/store.ts';
import type { RunSpec } from '../spec/spec.ts';
import type { Caller } from './access/caller.ts';
import { specInput } from './spec-codec.ts';
import { checkClientVersion, serverVersionFor } from './version-skew.ts';

/**
 * Opens a run for a caller. Whoever may read a run may join it without a spec; a spec, and a name that only the
 * configuration knows yet, are for those who may train. Throws as `RunRegistry.open`, and ROLE_REQUIRED,
 * RUN_NOT_ALLOWED, NOT_OWNER.
 */
export async function openRun(
  runs: RunRegistry,
  caller: Caller,
  { run, spec, clientVersion }: crescendo.v1.IOpenRunRequest,
): Promise<{ run: Run; created: boolean }> {
  const name = run ?? '';
  caller.check({ role: spec ? 'train' : 'read', run: name });
  const accept = (stored: RunSpec): void => checkClientVersion(clientVersion, serverVersionFor(stored));
  if (!spec && (await readsOnly(runs, caller, name))) return { run: await runs.join(name, accept), created: false };
  const mayJoin = (stored: StoredRun): void => caller.checkOwner(stored);
  return runs.open(name, spec ? specInput(spec) : undefined, { accept, owned: caller.owned, mayJoin });
}

/** True if the run must not be made or changed by this caller. */
async function readsOnly(runs: RunRegistry, caller: Caller, name: string): Promise<boolean> {
  if (caller.entry === undefined) return false;
  if (!caller.hasRole('train')) return true;
  const stored = await runs.stored(name);
  return stored !== undefined && !caller.owns(stored);
}
