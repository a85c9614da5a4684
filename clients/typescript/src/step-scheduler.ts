/** Milliseconds after which a step is late before enough times are known. */
const FIRST_PATIENCE_MS = 1000;
/** Milliseconds before which no step is late. */
const LEAST_PATIENCE_MS = 50;
/** Times that must be known before a deadline follows from them, and times that count. */
const TIMES = { least: 8, most: 64 };
/** Steps that may be outstanding at one of several endpoints. */
const OUTSTANDING = 3;
/** Steps that are outstanding at an endpoint at most: as many as the contract allows, less those that are taken back late. */
const OUTSTANDING_MOST = 61;
/** Weight of the last batch in an endpoint's mean time. */
const NEWEST = 1 / 8;

/** What the scheduler has to know of a stream. */
export interface SchedulePlan {
  /** The step that comes first. */
  firstStep: number;
  /** Batches beyond the one that the trainer holds. */
  window: number;
  /** The number of steps; undefined while it is undecided. */
  totalSteps: number | undefined;
  /** The first step of the block to which a step belongs, whose steps stay together; undefined for a step without one. */
  blockOf(step: number): number | undefined;
}

/** Steps to ask an endpoint for. */
export interface Order {
  endpoint: number;
  steps: number[];
}

interface Load {
  id: number;
  /** Steps that were asked for and have not arrived. */
  outstanding: Set<number>;
  /** Mean milliseconds of a batch; undefined before the first one. */
  meanMs: number | undefined;
  /** False until it has sent a batch, and again after it was late: it is asked for one step at a time. */
  trusted: boolean;
  lastArrival: number;
  /** True from a step that was late until the endpoint says something. */
  silent: boolean;
  /** True if it gets no new steps any more. */
  retired: boolean;
}

/**
 * Decides which endpoint is asked for which step, and when a step is late. It knows endpoints by numbers, makes no calls,
 * and is told the time in milliseconds.
 *
 * Each step goes, in order, to the endpoint with the least outstanding work. What it keeps is bounded by the window.
 */
export class StepScheduler {
  readonly #window: number;
  readonly #blockOf: SchedulePlan['blockOf'];
  readonly #endpoints = new Map<number, Load>();
  /** When the endpoints were asked for the steps that have not arrived. */
  readonly #asked = new Map<number, Map<number, number>>();
  /** Steps that have arrived and that the trainer has not taken. */
  readonly #ready = new Set<number>();
  /** The endpoints of the blocks that have begun. */
  readonly #owners = new Map<number, number>();
  /** The last times between question and answer. */
  #times: number[] = [];
  #next: number;
  #end: number;

  constructor({ firstStep, window, totalSteps, blockOf }: SchedulePlan) {
    this.#next = firstStep;
    this.#window = window;
    this.#end = totalSteps ?? Number.POSITIVE_INFINITY;
    this.#blockOf = blockOf;
  }

  /** The step that the trainer takes next. */
  get next(): number {
    return this.#next;
  }

  /** True once the trainer has taken the last step. */
  get complete(): boolean {
    return this.#next >= this.#end;
  }

  /** Number of steps that are kept: outstanding, or arrived and not taken. */
  get size(): number {
    return this.#asked.size + this.#ready.size;
  }

  /** An endpoint may be asked from now on. */
  add(id: number): void {
    const load = { id, outstanding: new Set<number>(), meanMs: undefined, lastArrival: 0 };
    this.#endpoints.set(id, { ...load, trusted: false, silent: false, retired: false });
  }

  /** An endpoint is gone. Its steps are asked for elsewhere. */
  remove(id: number): void {
    for (const step of this.#endpoints.get(id)?.outstanding ?? []) {
      const askers = this.#asked.get(step)!;
      askers.delete(id);
      if (askers.size === 0) this.#asked.delete(step);
    }
    this.#endpoints.delete(id);
  }

  /** An endpoint gets no new steps, or may have them again. */
  retire(id: number, retired = true): void {
    const load = this.#endpoints.get(id);
    if (load !== undefined) load.retired = retired;
  }

  /** Number of steps that an endpoint was asked for and that have not arrived. */
  outstanding(id: number): number {
    return this.#endpoints.get(id)?.outstanding.size ?? 0;
  }

  /** An endpoint has said something. */
  spoke(id: number): void {
    const load = this.#endpoints.get(id);
    if (load !== undefined) load.silent = false;
  }

  /** True from a step that was late until the endpoint says something. */
  silent(id: number): boolean {
    return this.#endpoints.get(id)?.silent ?? false;
  }

  /** True if a step from an endpoint would be the first answer. */
  wanted(id: number, step: number): boolean {
    return this.#asked.get(step)?.has(id) ?? false;
  }

  /** A wanted step has arrived. Returns the other endpoints that were asked for it: it must be taken back there. */
  arrived(id: number, step: number, now: number): number[] {
    const askers = this.#asked.get(step)!;
    this.#asked.delete(step);
    this.#ready.add(step);
    for (const asker of askers.keys()) this.#endpoints.get(asker)!.outstanding.delete(step);
    const asked = askers.get(id)!;
    const load = this.#endpoints.get(id)!;
    const ms = now - Math.max(asked, load.lastArrival);
    load.meanMs = load.meanMs === undefined ? ms : load.meanMs + NEWEST * (ms - load.meanMs);
    load.lastArrival = now;
    load.trusted = true;
    this.#times.push(now - asked);
    if (this.#times.length > TIMES.most) this.#times.shift();
    askers.delete(id);
    return [...askers.keys()];
  }

  /** The trainer has taken the next step. */
  take(): void {
    this.#ready.delete(this.#next);
    this.#next += 1;
    const block = this.#blockOf(this.#next);
    for (const owned of this.#owners.keys()) if (block === undefined || owned < block) this.#owners.delete(owned);
  }

  /** An endpoint has said that the steps outstanding there do not exist. Returns false if there are none. */
  ended(id: number): boolean {
    const { outstanding } = this.#endpoints.get(id)!;
    this.#end = Math.min(this.#end, ...outstanding);
    return outstanding.size > 0;
  }

  /**
   * The steps to ask for now, by endpoint.
   *
   * @param waiting true if the trainer waits for the next step
   */
  orders(now: number, waiting: boolean): Order[] {
    if (waiting) this.#notice(now);
    const orders = new Map<number, Order>();
    const end = Math.min(this.#end, this.#next + this.#window);
    for (let step = this.#next; step < end; step += 1) {
      if (this.#ready.has(step)) continue;
      const askers = this.#asked.get(step);
      if (askers !== undefined && !this.#allSilent(askers)) continue;
      const load = askers === undefined ? this.#choose(step) : this.#another(askers);
      if (load === undefined) {
        // Only a block may have to wait for its endpoint while others have room.
        if (askers === undefined && this.#blockOf(step) === undefined) break;
        continue;
      }
      load.outstanding.add(step);
      if (askers === undefined) this.#asked.set(step, new Map([[load.id, now]]));
      else askers.set(load.id, now);
      const order = orders.get(load.id) ?? { endpoint: load.id, steps: [] };
      order.steps.push(step);
      orders.set(load.id, order);
    }
    return [...orders.values()];
  }

  /** When the step that the trainer waits for is late, unless nobody else could be asked. */
  get lateAt(): number | undefined {
    const askers = this.#asked.get(this.#next);
    if (askers === undefined || this.#another(askers) === undefined) return undefined;
    const times = [...askers].filter(([id]) => !this.#endpoints.get(id)!.silent).map(([, asked]) => asked);
    return times.length === 0 ? undefined : Math.max(...times) + this.#patienceMs();
  }

  /** Marks the endpoints that are late with the step that the trainer waits for. */
  #notice(now: number): void {
    const late = this.lateAt;
    if (late === undefined || now < late) return;
    for (const id of this.#asked.get(this.#next)!.keys()) {
      const load = this.#endpoints.get(id)!;
      [load.silent, load.trusted] = [true, false];
    }
  }

  #patienceMs(): number {
    if (this.#times.length < TIMES.least) return FIRST_PATIENCE_MS;
    const sorted = [...this.#times].sort((a, b) => a - b);
    return Math.max(LEAST_PATIENCE_MS, 2 * sorted[Math.ceil(0.95 * sorted.length) - 1]!);
  }

  #allSilent(askers: ReadonlyMap<number, number>): boolean {
    return [...askers.keys()].every((id) => this.#endpoints.get(id)!.silent);
  }

  #usable(): Load[] {
    return [...this.#endpoints.values()].filter(({ silent, retired }) => !silent && !retired);
  }

  /** The endpoint for a step that nobody was asked for. */
  #choose(step: number): Load | undefined {
    const usable = this.#usable();
    const most = (load: Load): number => {
      if (usable.length === 1) return OUTSTANDING_MOST;
      return load.trusted ? OUTSTANDING : 1;
    };
    const free = usable.filter((load) => load.outstanding.size < most(load));
    const block = this.#blockOf(step);
    if (block === undefined) return leastLoaded(free);
    const owner = usable.find(({ id }) => id === this.#owners.get(block));
    if (owner !== undefined) return free.includes(owner) ? owner : undefined;
    const chosen = leastLoaded(free);
    if (chosen !== undefined) this.#owners.set(block, chosen.id);
    return chosen;
  }

  /** The endpoint that is asked for a step that is late at those that were asked. */
  #another(askers: ReadonlyMap<number, number>): Load | undefined {
    return leastLoaded(this.#usable().filter(({ id }) => !askers.has(id)));
  }
}

/** The one with the least outstanding work; one whose time is not known has its first step before all others. */
function leastLoaded(loads: readonly Load[]): Load | undefined {
  let least: Load | undefined;
  for (const load of loads) if (least === undefined || before(load, least)) least = load;
  return least;
}

function before(a: Load, b: Load): boolean {
  const difference = work(a) - work(b) || a.outstanding.size - b.outstanding.size;
  return difference < 0 || (difference === 0 && (a.meanMs ?? 0) < (b.meanMs ?? 0));
}

function work({ outstanding, meanMs }: Load): number {
  if (meanMs === undefined && outstanding.size === 0) return -1;
  return outstanding.size * (meanMs ?? 0);
}
