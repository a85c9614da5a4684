import type { crescendo } from '@crescendo/proto';

/** The time over which load is measured, in seconds. */
const WINDOW_SECONDS = 60;

/** The sums so far, at one moment. */
interface Sample {
  at: number;
  busyMs: number;
  waitSeconds: number;
  trainerSeconds: number;
}

/** How busy a server has been in the last minute, from sums that it samples once a second. */
export class LoadMeter {
  readonly #pool: { size: number; busyMs: number };
  readonly #now: () => number;
  readonly #samples: Sample[];
  #waitSeconds = 0;
  #trainerSeconds = 0;
  #streams = 0;

  /** @param now milliseconds on a clock that never goes back */
  constructor(pool: { size: number; busyMs: number }, now: () => number = () => performance.now()) {
    this.#pool = pool;
    this.#now = now;
    this.#samples = [this.#sample()];
  }

  /** Samples every second until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => this.tick(), 1000);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** Takes a sample, and forgets those that have become too old. */
  tick(): void {
    const sample = this.#sample();
    this.#samples.push(sample);
    while (sample.at - this.#samples[0]!.at > WINDOW_SECONDS * 1000) this.#samples.shift();
  }

  /** A trainer has waited for a batch, and then worked on it. */
  trained({ waitSeconds, stepSeconds }: crescendo.v1.IProgress): void {
    if (!isDuration(waitSeconds) || !isDuration(stepSeconds)) return;
    this.#waitSeconds += waitSeconds;
    this.#trainerSeconds += waitSeconds + stepSeconds;
  }

  /** A stream has begun. Returns the function that notes its end. */
  begin(): () => void {
    this.#streams += 1;
    return () => {
      this.#streams -= 1;
    };
  }

  load(): crescendo.v1.IServerLoad {
    const [first, last] = [this.#samples[0]!, this.#sample()];
    const workerMs = (last.at - first.at) * this.#pool.size;
    return {
      busyWorkers: share(last.busyMs - first.busyMs, workerMs),
      trainerWait: share(last.waitSeconds - first.waitSeconds, last.trainerSeconds - first.trainerSeconds),
      streams: this.#streams,
    };
  }

  #sample(): Sample {
    const [waitSeconds, trainerSeconds] = [this.#waitSeconds, this.#trainerSeconds];
    return { at: this.#now(), busyMs: this.#pool.busyMs, waitSeconds, trainerSeconds };
  }
}

function isDuration(seconds: number | null | undefined): seconds is number {
  return seconds !== null && seconds !== undefined && Number.isFinite(seconds) && seconds >= 0;
}

/** A piece of work counts when it ends, so that what counts in a window may be more than the window. */
function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
