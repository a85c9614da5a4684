import { CrescendoError, invalidOption } from './errors.ts';
import type { RunInfo } from './run.ts';

/**
 * The position of a stream, as plain JSON data: save it with a checkpoint. Every rank of a job may continue with it.
 */
export interface StreamState {
  /** Version of this form. */
  version: 1;
  /** Name of the run. */
  run: string;
  /** The global step that comes next. */
  nextStep: number;
  /** Names the schedule that the steps belong to. */
  scheduleToken: string;
  /** SHA-256 of the dataset's manifest, in hexadecimal. */
  manifestDigest: string;
  /** SHA-256 of the spec's batch-shaping fields, in hexadecimal. */
  specDigest: string;
  /** For people: a different number of ranks may continue with it. */
  worldSize: number;
}

/** The fields that must match, ordered so that a cause is reported before its consequences. */
const REASONS = {
  run: 'RUN_MISMATCH',
  specDigest: 'SPEC_MISMATCH',
  manifestDigest: 'MANIFEST_MISMATCH',
  scheduleToken: 'SCHEDULE_MISMATCH',
} as const;

type Identity = Pick<StreamState, keyof typeof REASONS>;

/** What a run's batches depend on. */
export function identity(run: RunInfo): Identity {
  const { scheduleToken, manifestDigest, specDigest } = run;
  return { run: run.run, specDigest, manifestDigest, scheduleToken };
}

/** Checks that two identities are equal. Throws `FAILED_PRECONDITION`, naming the first difference. */
export function checkIdentity(what: string, saved: Identity, present: Identity): void {
  for (const field of Object.keys(REASONS) as (keyof Identity)[]) {
    if (saved[field] === present[field]) continue;
    const [value, bound] = [String(saved[field]), String(present[field])];
    throw new CrescendoError(
      'FAILED_PRECONDITION',
      `${what} has ${field} ${value}, but run ${present.run} has ${bound}: they do not belong together`,
      { reason: REASONS[field], metadata: { field, value, bound } },
    );
  }
}

/** Checks the form of a state, which may come from any file. Throws `INVALID_ARGUMENT`, reason `INVALID_FIELD`. */
export function checkStateForm(state: StreamState): void {
  if (state.version !== 1) throw invalidOption('state.version', state.version, '1');
  if (!Number.isSafeInteger(state.nextStep) || state.nextStep < 0) {
    throw invalidOption('state.nextStep', state.nextStep, 'a whole number, 0 or more');
  }
}
