import { concernsOneSample } from '../../../dataset/storage/failure-kind.ts';
import { CrescendoError, isBadSample } from '../../../errors.ts';
import { LIMITS } from '../../../limits.ts';
import { failureData, type PhaseTask, type Unavailable } from '../task.ts';

/** Thrown where a sample cannot be made now. */
export class NotNow extends Error {
  readonly unavailable: Unavailable;

  constructor(unavailable: Unavailable) {
    super(unavailable.failure.message);
    this.unavailable = unavailable;
  }
}

/**
 * Why a sample is bad, in words. Throws NotNow if it may be read later, and whatever else the error is.
 *
 * @param index its position in the manifest
 */
export function whyBad(error: unknown, index: number, { lastTry }: PhaseTask): string {
  if (isBadSample(error)) return `${error.reason}: ${error.message}`;
  if (!(error instanceof CrescendoError) || error.reason !== 'READ_FAILED') throw error;
  const alone = concernsOneSample(error);
  if (alone && lastTry?.has(index) === true) {
    return `MISSING_SAMPLE: ${error.message}, in ${LIMITS.readTries} tries`;
  }
  throw new NotNow({ failure: failureData(error), suspect: alone ? index : undefined });
}

/**
 * Notes in `found` that a sample was not made, if that is what the error says; otherwise throws it.
 *
 * @returns false if the storage does not answer, so that the rest need not be tried
 */
export function putOff(error: unknown, found: Unavailable[]): boolean {
  if (!(error instanceof NotNow)) throw error;
  found.push(error.unavailable);
  return error.unavailable.suspect !== undefined;
}
