import type { DatasetRegistry } from '../dataset/dataset.ts';
import { CrescendoError } from '../errors.ts';
import { checkRunName } from './check-run-name.ts';
import { type Fork, forkRun, type Owned } from './fork.ts';
import type { Holders } from './holders.ts';
import { unknownRun } from './store/life-errors.ts';
import type { RunStore } from './store/store.ts';
import { type RunSummary, summarize } from './summary.ts';

/** Tells the run that a command is about from another one that has its name by then; such a command fails. */
export interface Life {
  generation?: number;
}

/** What happens to runs as a whole: they are listed, deleted, renamed, reset, archived and forked. */
export class RunLife {
  readonly #store: RunStore;
  readonly #holders: Holders | undefined;
  readonly #datasets: DatasetRegistry | undefined;

  /**
   * @param holders the streams that this process is sending; undefined for a command that sends none
   * @param datasets needed to fork a run with another spec
   */
  constructor(store: RunStore, holders?: Holders, datasets?: DatasetRegistry) {
    this.#store = store;
    this.#holders = holders;
    this.#datasets = datasets;
  }

  /** Summaries in order of creation; without the archived ones unless they are asked for. */
  async list({ archived }: { archived: boolean }): Promise<RunSummary[]> {
    const runs = await this.#store.query({ kind: 'runs' });
    const shown = runs.filter((run) => archived || !run.archived);
    return Promise.all(shown.map((run) => summarize(this.#store, run)));
  }

  /** Throws UNKNOWN_RUN, RUN_IN_USE, RUN_CHANGED. */
  async delete(run: string, life: Life = {}): Promise<void> {
    this.#checkFree(run, 'deleted');
    await this.#store.apply({ kind: 'delete-run', run, ...life });
  }

  /** Throws UNKNOWN_RUN, RUN_IN_USE, RUN_CHANGED, RUN_EXISTS, and INVALID_FIELD for a name that no run may have. */
  async rename(run: string, to: string, life: Life = {}): Promise<void> {
    checkRunName('to', to);
    this.#checkFree(run, 'renamed');
    await this.#store.apply({ kind: 'rename-run', run, to, ...life });
  }

  /** Throws UNKNOWN_RUN, RUN_IN_USE, RUN_CHANGED. */
  async reset(run: string, life: Life = {}): Promise<void> {
    this.#checkFree(run, 'reset');
    await this.#store.apply({ kind: 'reset-run', run, ...life });
  }

  /** Throws UNKNOWN_RUN, RUN_IN_USE, RUN_CHANGED. */
  async archive(run: string, archived: boolean, life: Life = {}): Promise<void> {
    if (archived) this.#checkFree(run, 'archived');
    await this.#store.apply({ kind: 'archive-run', run, archived, ...life });
  }

  /**
   * Makes the run `to`, which continues where `run` is; see `forkRun`.
   *
   * @param spec the spec as the caller wrote it; undefined copies that of `run`
   * @param step the step of `run` to continue at; undefined: after the last one that all ranks have consumed
   * @param owned whose the new run is
   */
  async fork(run: string, to: string, spec: unknown, step?: number, owned: Owned = {}): Promise<Fork> {
    checkRunName('to', to);
    const source = await this.#store.query({ kind: 'run', run });
    if (source === undefined) throw unknownRun(run);
    return forkRun({ store: this.#store, datasets: this.#datasets }, source, { name: to, step, ...owned }, spec);
  }

  /** The only place that decides whether a run may be taken away from under those who use it. */
  #checkFree(run: string, what: string): void {
    const held = this.#holders?.of(run) ?? [];
    if (held.length === 0) return;
    const who = held.map(({ rank, worldSize, peer, split }) => {
      const data = split === 'val' ? ', validation' : '';
      return `rank ${rank} of ${worldSize}${data} (${peer})`;
    });
    const more = held.length > 4 ? ` and ${held.length - 4} more` : '';
    throw new CrescendoError(
      'RUN_IN_USE',
      `run ${run} cannot be ${what}: this server is sending its batches to ${who.slice(0, 4).join(', ')}${more}; ` +
        'stop these trainers first',
      { field: 'run', value: run, holders: who.join('\n') },
    );
  }
}
