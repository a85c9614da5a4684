import type { Dataset, DatasetRegistry } from '../dataset/dataset.ts';
import { runData } from '../dataset/mixture/run-data.ts';
import { dataDigest } from '../dataset/shards.ts';
import { validationLabels } from '../dataset/validation-labels.ts';
import { CrescendoError } from '../errors.ts';
import { turboJpegPath } from '../pixels/decode/index.ts';
import { engineVersion } from '../pixels/engine-version.ts';
import { checkBudget } from '../plan/curriculum/check-schedule.ts';
import { checkFidelity } from '../spec/check-fidelity.ts';
import { differingFields, parseRunSpec, type RunSpec, sameSpec, specDigest } from '../spec/spec.ts';
import { stageWorldMismatch } from '../spec/stage-batches.ts';
import { type DecidedBatch, readStoredSpec } from '../spec/stored-spec.ts';
import { advanceSchedule } from './advance-schedule.ts';
import { checkRunName } from './check-run-name.ts';
import type { Owned } from './fork.ts';
import { Holders } from './holders.ts';
import type { StateUsage } from './quota.ts';
import { Run } from './run.ts';
import { RunLife } from './run-life.ts';
import { RunPlan } from './run-plan.ts';
import { RunSchedule } from './run-schedule.ts';
import { runArchived } from './store/life-errors.ts';
import type { RankId, RunStore, StoredLease, StoredRun } from './store/store.ts';

/** How a run is opened. */
export interface OpenOptions {
  accept?: (spec: RunSpec) => void;
  owned?: Owned;
  mayJoin?: (stored: StoredRun) => void;
}

/** The runs of a server: creates, joins and finds them. */
export class RunRegistry {
  readonly #datasets: DatasetRegistry;
  readonly #store: RunStore;
  readonly #configured: ReadonlyMap<string, RunSpec>;
  /** The runs that this server has taken up, or is taking up. */
  readonly #runs = new Map<string, Promise<Run>>();
  readonly #engineVersion = engineVersion();
  /** The streams of the runs. */
  readonly holders = new Holders();
  readonly life: RunLife;

  /** @param configured runs that clients may open by name without a spec */
  constructor(datasets: DatasetRegistry, store: RunStore, configured: ReadonlyMap<string, RunSpec> = new Map()) {
    this.#datasets = datasets;
    this.#store = store;
    this.#configured = configured;
    this.life = new RunLife(store, this.holders, datasets);
  }

  /**
   * Creates the run of that name, or joins it.
   *
   * @param spec the run's spec as the caller wrote it; undefined joins an existing or configured run
   * @param options.accept throws if the caller cannot work with the run
   * @param options.owned whose the run is if it is made
   * @param options.mayJoin throws if the caller must not join the run that exists
   * @throws INVALID_FIELD, UNKNOWN_RUN, UNKNOWN_DATASET, SPEC_MISMATCH, MANIFEST_MISMATCH, ENGINE_MISMATCH,
   *   CLASS_MISMATCH, QUOTA
   */
  async open(
    name: string,
    spec: unknown,
    { accept = () => {}, owned: { quota, ...owner } = {}, mayJoin = () => {} }: OpenOptions = {},
  ): Promise<{ run: Run; created: boolean }> {
    checkRunName('run', name);
    const wanted = spec === undefined ? this.#configured.get(name) : parseRunSpec(spec);
    if (wanted === undefined) return { run: await this.join(name, accept), created: false };
    // Everything is checked before the run is entered: an open that fails leaves no run behind.
    accept(wanted);
    checkFidelity(wanted, turboJpegPath());
    const dataset = runData(wanted, this.#datasets);
    checkBudget(wanted, dataset.manifest.sampleCount);
    this.#checkClasses(wanted);
    const { run: stored, created } = await this.#store.apply({
      kind: 'create-run',
      run: {
        name,
        spec: JSON.stringify(wanted),
        specDigest: specDigest(wanted),
        manifestDigest: dataDigest(wanted, dataset),
        engineVersion: this.#engineVersion,
        createdAt: Date.now(),
        ...owner,
      },
      ...(quota !== undefined && { quota }),
    });
    if (stored.archived) throw runArchived(name);
    if (!created) {
      mayJoin(stored);
      await this.#join(stored, wanted);
    }
    return { run: await this.get(name), created };
  }

  /** Finds a run to read from. Throws as `get` does, CLASS_MISMATCH, and what `accept` throws. */
  async join(name: string, accept: (spec: RunSpec) => void = () => {}): Promise<Run> {
    checkRunName('run', name);
    const run = await this.get(name);
    accept(run.spec);
    this.#checkClasses(run.spec);
    return run;
  }

  /** The run as the store has it, whether or not this server can serve it. */
  stored(run: string): Promise<StoredRun | undefined> {
    return this.#store.query({ kind: 'run', run });
  }

  /** Names the state that the runs are in. */
  stateId(): Promise<string> {
    return this.#store.query({ kind: 'identity' });
  }

  /** The datasets that runs can have. */
  datasets(): Dataset[] {
    return this.#datasets.ids().map((id) => this.#datasets.get(id));
  }

  /** The lease of a rank, if a trainer has one now. */
  lease(run: string, place: RankId): Promise<StoredLease | undefined> {
    return this.#store.query({ kind: 'lease', run, place });
  }

  /** What the runs of an owner take. */
  usage(owner: string): Promise<StateUsage> {
    return this.#store.query({ kind: 'usage', owner });
  }

  /**
   * Finds a run that was opened before, by this server or another one, with everything that any server has changed.
   * Throws UNKNOWN_RUN, the mismatches, and RUN_ARCHIVED.
   *
   * @param options.archived finds an archived run as well
   */
  async get(name: string, { archived = false } = {}): Promise<Run> {
    const run = (await this.#known(name)) ?? (await this.#takeUp(name));
    if (run.archived && !archived) throw runArchived(name);
    return run;
  }

  /** The run as this server has it, if it still is that of the store. */
  async #known(name: string): Promise<Run | undefined> {
    const known = this.#runs.get(name);
    if (known === undefined) return undefined;
    const run = await known;
    try {
      await run.refresh();
      return run;
    } catch (error) {
      if (!(error instanceof CrescendoError) || error.reason !== 'RUN_CHANGED') throw error;
      if (this.#runs.get(name) === known) this.#runs.delete(name);
      return this.#known(name);
    }
  }

  async #takeUp(name: string): Promise<Run> {
    // Another request may be taking it up.
    const loading = this.#runs.get(name) ?? this.#load(name);
    this.#runs.set(name, loading);
    try {
      return await loading;
    } catch (error) {
      // The next request tries again: the run may have been made meanwhile.
      if (this.#runs.get(name) === loading) this.#runs.delete(name);
      throw error;
    }
  }

  /** The validation data of a run. Throws INVALID_FIELD if its spec names none, UNKNOWN_DATASET. */
  validation(run: Run): Dataset {
    const { validation } = run.spec;
    if (validation !== undefined) return this.#datasets.get(validation.dataset);
    throw new CrescendoError(
      'INVALID_FIELD',
      `run ${run.name} has no validation in its spec: add validation: { dataset: ID } to the spec and open it again`,
      { field: 'validation' },
    );
  }

  #checkClasses(spec: RunSpec): void {
    const { validation } = spec;
    if (validation === undefined) return;
    validationLabels(runData(spec, this.#datasets), this.#datasets.get(validation.dataset));
  }

  async #join(stored: StoredRun, wanted: RunSpec): Promise<void> {
    const present = await this.#specOf(stored);
    const world = stageWorldMismatch(present, wanted);
    if (world !== undefined) {
      throw new CrescendoError(
        'WORLD_MISMATCH',
        `world_size ${wanted.world_size} does not fit run ${stored.name}: ${world.rule}`,
        { field: 'world_size', value: String(wanted.world_size), bound: String(world.worldSize) },
      );
    }
    const fields = differingFields(present, wanted);
    if (fields.length > 0) {
      const described = fields.map((field) => {
        const [has, asks] = [present[field], wanted[field]];
        return `${field} (the run has ${JSON.stringify(has)}, the request ${JSON.stringify(asks)})`;
      });
      throw new CrescendoError(
        'SPEC_MISMATCH',
        `run ${stored.name} exists with another spec: ${described.join(', ')}; ${waysOn(stored.name)}`,
        {
          field: fields[0]!,
          fields: fields.join(','),
        },
      );
    }
    if (sameSpec(present, wanted)) return;
    // Only fields that do not shape batches differ: the latest value counts, for instance a raised max_bad_samples.
    await this.#store.apply({ kind: 'update-spec', run: stored.name, spec: JSON.stringify(wanted) });
  }

  async #specOf(stored: StoredRun): Promise<RunSpec> {
    const log = await this.#store.query({ kind: 'schedule', run: stored.name, from: 0 });
    return readStoredSpec(
      stored.spec,
      log.flatMap(({ entry }) => JSON.parse(entry) as DecidedBatch[]),
    );
  }

  async #load(name: string): Promise<Run> {
    const stored = await this.#store.query({ kind: 'run', run: name });
    if (stored === undefined) {
      throw new CrescendoError(
        'UNKNOWN_RUN',
        `no run ${JSON.stringify(name)}; open it with a spec first, or correct the name (\`crescendo runs\` lists them)`,
        {
          field: 'run',
          value: name,
        },
      );
    }
    const spec = await this.#specOf(stored);
    const dataset = runData(spec, this.#datasets);
    const digest = dataDigest(spec, dataset);
    if (digest !== stored.manifestDigest) {
      throw new CrescendoError(
        'MANIFEST_MISMATCH',
        `run ${stored.name} was made with different contents of dataset ${dataset.id}: its manifest was ` +
          `${stored.manifestDigest} and is now ${digest}; restore the data, or ` +
          `continue on the new data with \`crescendo runs fork ${stored.name} NEW-NAME --server ADDRESS --spec FILE\``,
        { field: 'dataset', value: digest, bound: stored.manifestDigest },
      );
    }
    if (stored.engineVersion !== this.#engineVersion) {
      throw new CrescendoError(
        'ENGINE_MISMATCH',
        `run ${stored.name} was made with pixel engine ${stored.engineVersion}; this server has ${this.#engineVersion}: use ` +
          `a server of the release that made the run, or continue with \`crescendo runs fork ${stored.name} NEW-NAME --server ` +
          'ADDRESS --spec FILE`',
        { field: 'engine_version', value: this.#engineVersion, bound: stored.engineVersion },
      );
    }
    const { specDigest, engineVersion } = stored;
    const schedule = new RunSchedule(spec, dataset.manifest.sampleCount);
    await advanceSchedule(this.#store, stored, schedule);
    const plan = new RunPlan({ name, spec, specDigest, dataset, engineVersion, schedule });
    return new Run(plan, this.#store, stored);
  }
}

/** What helps someone who asks for a run with another spec. */
function waysOn(name: string): string {
  return (
    'to train with the new spec from the beginning, open it under another name, or free this one with ' +
    `\`crescendo runs rename ${name} NEW-NAME\` or \`crescendo runs delete ${name}\`; to continue a checkpoint of it ` +
    `with the new spec, \`crescendo runs fork ${name} NEW-NAME --spec FILE --server ADDRESS\`; to train with its own spec again, open ` +
    `it without a spec, after \`crescendo runs reset ${name}\` from the beginning`
  );
}
