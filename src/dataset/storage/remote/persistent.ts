import { setTimeout as sleep } from 'node:timers/promises';
import { LIMITS } from '../../../limits.ts';
import { Fault, toFault } from './fault.ts';
import type { Requester } from './requester.ts';

/** The longest pause before the second try, in milliseconds; it doubles with each, up to the greatest. */
const FIRST_PAUSE_MS = 50;
const GREATEST_PAUSE_MS = 5000;

const MIB = 1024 * 1024;

export interface Persistence {
  /** Milliseconds for all tries. */
  deadlineMs: number;
  signal?: AbortSignal | undefined;
  /** A number in [0, 1): the share of the longest pause that is waited. */
  random?: () => number;
}

/** What is under way, and can be ended. */
interface Try {
  readonly done: Promise<void>;
  abort(fault: Fault): void;
}

/** Milliseconds in which a storage must give that many bytes. */
export function deadlineMsOf(bytes: number, seconds: number = LIMITS.remoteReadSeconds): number {
  return (seconds + bytes / MIB) * 1000;
}

/**
 * Tries until one succeeds, with pauses of random length ("full jitter": Brooker, Exponential Backoff And Jitter, 2015).
 * Throws the Fault of the last try if another one would not help, or would come after the deadline; throws the signal's
 * reason if it is aborted.
 */
export async function persist(begin: () => Try, requester: Requester, persistence: Persistence): Promise<void> {
  const { signal, random = Math.random } = persistence;
  const end = performance.now() + persistence.deadlineMs;
  let renewed = false;
  for (let tries = 0; ; tries += 1) {
    signal?.throwIfAborted();
    try {
      await within(begin(), end, signal);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      const fault = toFault(error);
      if (fault.kind === 'refused' && !renewed && requester.renew(fault)) {
        renewed = true;
        continue;
      }
      if (fault.kind !== 'passing') throw fault;
      const longest = Math.min(GREATEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
      const pause = Math.max(fault.retryAfterMs ?? 0, random() * longest);
      if (performance.now() + pause >= end) throw fault;
      await sleep(pause, undefined, signal === undefined ? {} : { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}

/** Ends a try at the deadline, or if the signal is aborted. */
async function within(attempt: Try, end: number, signal: AbortSignal | undefined): Promise<void> {
  const late = (): void => attempt.abort(new Fault('passing', 'DEADLINE', 'the bytes did not all come in time'));
  const unwanted = (): void => attempt.abort(new Fault('settled', 'ABORTED', 'the bytes are not wanted any more'));
  const timer = setTimeout(late, end - performance.now());
  signal?.addEventListener('abort', unwanted, { once: true });
  try {
    await attempt.done;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', unwanted);
  }
}
