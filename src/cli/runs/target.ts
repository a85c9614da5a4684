import { existsSync } from 'node:fs';
import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { RunLife } from '../../runs/run-life.ts';
import { isPostgres } from '../../runs/store/postgres/address.ts';
import type { RunStore } from '../../runs/store/store.ts';
import { details, type RunDetails } from '../../runs/summary.ts';
import { openState, statePlace } from '../state.ts';
import { RemoteRuns } from './remote.ts';
import { listed, type Runs } from './runs.ts';

/** Options of `crescendo runs` and its commands. */
export interface RunsFlags {
  state: string;
  server?: string;
  tlsCa?: string;
  token?: string;
  json: boolean;
  all: boolean;
}

/** Does `work` on the runs that the options name, and says on standard error where they are. */
export async function withRuns(flags: RunsFlags, work: (runs: Runs) => Promise<void>): Promise<void> {
  if (flags.server !== undefined) {
    const remote = new RemoteRuns(flags.server, flags.tlsCa, flags.token);
    try {
      await work(remote);
    } finally {
      remote.close();
    }
    return;
  }
  const database = isPostgres(flags.state);
  const place = statePlace(flags.state);
  if (!database && !existsSync(flags.state)) {
    throw new CrescendoError(
      'PATH',
      `--state: there is no file ${place}; name the file that \`crescendo serve\` prints, or its server ` +
        'with --server ADDRESS',
      { option: '--state', path: flags.state },
    );
  }
  console.error(`${database ? 'state' : 'state file'} ${place}`);
  // Somebody waits for the command: a database that is away is an error at once.
  const store = await openState(flags.state, 0);
  try {
    await work(new LocalRuns(store, place));
  } finally {
    await store.close();
  }
}

class LocalRuns extends RunLife implements Runs {
  readonly place: string;
  readonly #store: RunStore;

  constructor(store: RunStore, place: string) {
    super(store);
    this.#store = store;
    this.place = place;
  }

  async show(name: string): Promise<RunDetails> {
    const stored = await this.#store.query({ kind: 'run', run: name });
    if (stored !== undefined) return details(this.#store, stored, LIMITS.badSamplesListed);
    const known = await this.#store.query({ kind: 'runs' });
    throw new CrescendoError('UNKNOWN_RUN', `no run ${JSON.stringify(name)} in ${this.place}; ${listed(known)}`, {
      field: 'name',
      value: name,
    });
  }
}
