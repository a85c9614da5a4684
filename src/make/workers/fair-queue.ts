/** What a stream is to the queue: anything that stands for it, and how much of the workers it gets. */
export interface Share {
  /** The same object or text for all work of a stream. */
  readonly stream: object | string;
  /** Relative to other streams; above 0. */
  readonly weight: number;
}

/** Work that can be taken piece by piece. */
export interface Divisible {
  /** What a unit of it costs depends on this. */
  readonly kind: string;
  /** Units that are not taken yet. */
  readonly left: number;
}

/** Units of some work that are to be done next. */
export interface Taken<Work extends Divisible> {
  work: Work;
  units: number;
  /** To be called once with the milliseconds that workers were busy with them. */
  done(busyMs: number): void;
}

/** A stream's cost of a unit before any was measured, in milliseconds. */
const FIRST_GUESS_MS = 1;
/**
 * How much of an estimate a new measurement replaces, if it is lower or higher. An estimate is what a piece costs that nothing
 * interrupts.
 */
const FALLING_RATE = 0.5;
const RISING_RATE = 0.02;
/**
 * How much of a debt is paid with a piece. Paid at once, a piece that was interrupted would make its stream wait for several
 * others, and the next batch be late.
 */
const PAID = 0.03;
/** A piece is never charged less than this part of its estimate. */
const LEAST_CHARGE = 0.5;
/** Milliseconds for which a stream counts as busy after its last work. */
const RECENT_MS = 1000;

interface StreamState<Work> {
  weight: number;
  /** Virtual time at which the work that was taken is done. */
  finish: number;
  works: Work[];
  /** What a unit of each kind costs. */
  msPerUnit: Map<string, number>;
  /** What its pieces have cost beyond their estimates and is not paid yet, in milliseconds; negative if they cost less. */
  debtMs: number;
  lastUsed: number;
}

/**
 * Divides workers between streams by their weights, in time: start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM
 * 1996), where the cost of a piece is estimated from the stream's earlier ones, and what it costs beyond that is a debt, paid
 * bit by bit. A stream that was idle gets no credit for it, and a stream with one large batch does not keep the others waiting for it.
 *
 * Work of a stream is taken in the order in which it was added.
 */
export class FairQueue<Work extends Divisible> {
  readonly #states = new Map<object | string, StreamState<Work>>();
  readonly #now: () => number;
  #virtualTime = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Works with units that are not taken. */
  get length(): number {
    let length = 0;
    for (const { works } of this.#states.values()) length += works.length;
    return length;
  }

  /** True if more than one stream has had work lately: then pieces should be small. */
  get contended(): boolean {
    return this.#states.size > 1;
  }

  /** @param first true if the work is to be taken before the stream's other work, because it ends what was begun */
  add({ stream, weight }: Share, work: Work, first = false): void {
    const state = this.#states.get(stream) ?? this.#newState();
    this.#states.set(stream, state);
    state.weight = weight;
    state.lastUsed = this.#now();
    if (first) state.works.unshift(work);
    else state.works.push(work);
    this.#forgetIdle();
  }

  /** Takes work back of which nothing more is to be done. */
  remove({ stream }: Share, work: Work): void {
    const works = this.#states.get(stream)?.works ?? [];
    const place = works.indexOf(work);
    if (place >= 0) works.splice(place, 1);
  }

  /**
   * The work that is next; undefined if there is none. It stays next until units of it are taken.
   */
  peek(): Work | undefined {
    return this.#next()?.works[0];
  }

  /** Takes at most `most` units of the work that is next. The caller lowers its `left` at once. */
  take(most: number): Taken<Work> | undefined {
    const state = this.#next();
    const work = state?.works[0];
    if (state === undefined || work === undefined) return undefined;
    const units = Math.min(most, work.left);
    if (units === work.left) state.works.shift();
    const start = Math.max(this.#virtualTime, state.finish);
    const estimate = units * (state.msPerUnit.get(work.kind) ?? FIRST_GUESS_MS);
    const charge = Math.max(LEAST_CHARGE * estimate, estimate + PAID * state.debtMs);
    this.#virtualTime = start;
    state.finish = start + charge / state.weight;
    state.debtMs -= charge - estimate;
    state.lastUsed = this.#now();
    const done = (busyMs: number): void => {
      state.debtMs += busyMs - estimate;
      this.#learn(state, work.kind, busyMs / units);
    };
    return { work, units, done };
  }

  #next(): StreamState<Work> | undefined {
    let next: StreamState<Work> | undefined;
    for (const state of this.#states.values()) {
      if (state.works.length === 0) continue;
      if (next === undefined || Math.max(this.#virtualTime, state.finish) < Math.max(this.#virtualTime, next.finish)) {
        next = state;
      }
    }
    return next;
  }

  #learn(state: StreamState<Work>, kind: string, measured: number): void {
    state.lastUsed = this.#now();
    const known = state.msPerUnit.get(kind) ?? measured;
    const rate = measured < known ? FALLING_RATE : RISING_RATE;
    state.msPerUnit.set(kind, known + rate * (measured - known));
  }

  #newState(): StreamState<Work> {
    return { weight: 1, finish: 0, works: [], msPerUnit: new Map(), debtMs: 0, lastUsed: 0 };
  }

  #forgetIdle(): void {
    const before = this.#now() - RECENT_MS;
    for (const [stream, { works, lastUsed }] of this.#states) {
      if (works.length === 0 && lastUsed < before) this.#states.delete(stream);
    }
  }
}
