import { CrescendoError } from './errors.ts';
import type { RunInfo } from './run.ts';
import type { ServiceCalls } from './service-calls.ts';
import type { RunSpec } from './spec.ts';
import { checkIdentity, identity } from './state.ts';

/** True if the server does not know a run that it has opened before: it has lost its state, or another one answers. */
export function isLostRun(error: unknown): error is CrescendoError {
  return error instanceof CrescendoError && error.code === 'NOT_FOUND' && error.reason === 'UNKNOWN_RUN';
}

/**
 * Opens a run again, at a server that may have lost its state. If the server does not know the run, it is made from the
 * spec that the server itself has stated before, which gives the same batches. Throws `FAILED_PRECONDITION` if the run
 * is different now, for instance because the data have changed; a run that this call has made is then deleted again.
 *
 * @param given the spec of the caller, if there is one
 * @param resolved the spec as the server had it
 */
export async function reopen(
  connection: ServiceCalls,
  known: RunInfo,
  specs: { given: RunSpec | undefined; resolved: RunSpec },
  signal: AbortSignal | undefined,
): Promise<void> {
  const open = (spec: RunSpec | undefined) => connection.openRun(known.run, spec, signal && { signal });
  let opened: RunInfo;
  try {
    opened = await open(specs.given);
  } catch (error) {
    if (specs.given !== undefined || !isLostRun(error)) throw error;
    opened = await open(specs.resolved);
  }
  try {
    checkIdentity('the stream', identity(known), identity(opened));
  } catch (different) {
    if (opened.created) await connection.deleteRun(known.run).catch(() => {});
    throw different;
  }
}
