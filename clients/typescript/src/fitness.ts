import { LONGEST_ATTEMPT_MS } from './backoff.ts';
import type { ServerInfo } from './endpoints.ts';
import type { ResolvedOptions } from './options.ts';
import type { PullLink } from './pull-link.ts';
import { reopen } from './reopen.ts';
import { leftOut, type Servers } from './servers.ts';
import type { StreamPlan } from './stream-plan.ts';

/** Decides which servers may serve a stream, and which of them begins. */
export class Fitness {
  readonly #servers: Servers;
  readonly #options: ResolvedOptions;
  readonly #plan: StreamPlan;
  /** The manifest that each dataset must have. */
  readonly #digests: Map<string, string>;
  /** Names the state in which the run was opened. */
  #stateId: string | undefined;
  /** The rank is taken from another trainer once, by one link; the others wait for its first batch. */
  #takeover: 'wanted' | PullLink | 'done';
  #waiting: (() => void)[] = [];

  constructor(servers: Servers, options: ResolvedOptions, plan: StreamPlan) {
    this.#servers = servers;
    this.#options = options;
    this.#plan = plan;
    this.#digests = new Map(trainingData(plan).map(({ id, manifestDigest }) => [id, manifestDigest]));
    this.#stateId = servers.stateId;
    this.#takeover = options.takeover ? 'wanted' : 'done';
  }

  /** Resolves once a link may begin; throws a failure of its endpoint, or the reason for which it is left out. */
  async admit(link: PullLink, links: readonly PullLink[]): Promise<void> {
    const { endpoint, signal } = link;
    const timeoutMs = Math.min(this.#servers.timeoutMs, LONGEST_ATTEMPT_MS);
    const info = await this.#servers.describe(endpoint, { signal, timeoutMs });
    this.#check(info);
    // Not a word of it: the process is used by its other address.
    if (links.some((other) => other !== link && other.instance === info.instance)) throw leftOut('');
    link.instance = info.instance;
    if (this.#stateId !== undefined && this.#stateId !== info.stateId) {
      const specs = { given: this.#options.spec, resolved: this.#plan.spec };
      await reopen(endpoint.connection, this.#plan.run, specs, signal);
    }
    this.#stateId = info.stateId;
    await this.#turn(link);
  }

  /** True if a link is the one that takes the rank from another trainer. */
  takesOver(link: PullLink): boolean {
    return this.#takeover === link;
  }

  /** A link has sent a batch: it has the rank. After a reconnection, it must not be taken again from whoever has it then. */
  began(link: PullLink): void {
    if (this.#takeover === link) this.#pass('done');
  }

  /** A link has failed or is closed. */
  gone(link: PullLink): void {
    if (this.#takeover === link) this.#pass('wanted');
  }

  #pass(to: 'wanted' | 'done'): void {
    this.#takeover = to;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #turn(link: PullLink): Promise<void> {
    while (this.#takeover !== 'done' && this.#takeover !== link && !link.signal.aborted) {
      if (this.#takeover === 'wanted') this.#takeover = link;
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #check({ engineVersion, datasets, draining }: ServerInfo): void {
    if (draining) throw leftOut('it is shutting down');
    const { run, spec } = this.#plan;
    if (engineVersion !== run.engineVersion) {
      throw leftOut(`its pixel engine is ${engineVersion}, and the run's batches are made by ${run.engineVersion}`);
    }
    const validation = this.#options.validation === undefined ? undefined : spec.validation?.dataset;
    for (const id of [
      ...trainingData(this.#plan).map(({ id }) => id),
      ...(validation === undefined ? [] : [validation]),
    ]) {
      const found = datasets.find((dataset) => dataset.id === id);
      if (found === undefined) throw leftOut(`it has no dataset ${id}`);
      const expected = this.#digests.get(id);
      // The run does not say which manifest its validation data have: the first server that is used does.
      if (expected === undefined) this.#digests.set(id, found.manifestDigest ?? '');
      else if (found.manifestDigest !== expected) {
        throw leftOut(`its dataset ${id} has the manifest ${found.manifestDigest}, and the run's is ${expected}`);
      }
    }
  }
}

/** The datasets that a run is trained on. A server before revision 6 does not list them, and has one. */
function trainingData({ run, spec }: StreamPlan): readonly { id: string; manifestDigest: string }[] {
  if (run.datasets.length > 0) return run.datasets;
  return [{ id: spec.dataset ?? '', manifestDigest: run.manifestDigest }];
}
