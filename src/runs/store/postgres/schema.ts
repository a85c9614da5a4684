/**
 * The tables, as steps from one version to the next; a step that a release has had never changes. Servers of several
 * releases may share a database, so a step may add, and functions have the version of their form in their names. If a
 * step is such that older servers must not go on, raise `least`.
 *
 * Texts are compared by their bytes, as in SQLite. A run's rows go with it and change its name with it, by their foreign
 * keys; `lives` outlives the run of its name.
 */
import { ENTRY_FUNCTIONS } from './entry-functions.ts';

export interface Migration {
  /** The version that the step leads to. */
  version: number;
  /** The lowest version that a server may support and still use the tables. */
  least: number;
  sql: string;
}

const RUN = 'run text COLLATE "C" NOT NULL REFERENCES runs(name) ON DELETE CASCADE ON UPDATE CASCADE';
const PLACE = `${RUN}, world_size int NOT NULL, rank int NOT NULL`;
/** Room for new versions of rows that change all the time, so that indexes stay as they are. */
const HOT = 'WITH (fillfactor = 50)';

const VERSION_1 = `
  CREATE TABLE runs (
    name text COLLATE "C" PRIMARY KEY, spec text NOT NULL, spec_digest text NOT NULL, manifest_digest text NOT NULL,
    engine_version text NOT NULL, created_at bigint NOT NULL, owner text COLLATE "C", archived boolean NOT NULL
  );
  CREATE INDEX runs_by_owner ON runs (owner);
  CREATE TABLE lives (
    run text COLLATE "C" PRIMARY KEY, generation bigint NOT NULL, revision bigint NOT NULL
  ) ${HOT};
  CREATE TABLE schedule_log (${RUN}, sequence int NOT NULL, entry text NOT NULL, PRIMARY KEY (run, sequence));
  CREATE TABLE progress (
    ${PLACE}, consumed_step bigint NOT NULL, first_issued bigint NOT NULL, step_seconds double precision NOT NULL,
    PRIMARY KEY (run, world_size, rank)
  ) ${HOT};
  CREATE TABLE issued (
    ${PLACE}, block bigint NOT NULL, bits bytea NOT NULL, PRIMARY KEY (run, world_size, rank, block)
  ) ${HOT};
  CREATE TABLE ledger (
    ${PLACE}, stage int NOT NULL, epoch bigint NOT NULL, issued bigint NOT NULL, reissued bigint NOT NULL,
    acknowledged bigint NOT NULL, replayed bigint NOT NULL, PRIMARY KEY (run, world_size, rank, stage, epoch)
  ) ${HOT};
  CREATE TABLE step_times (
    ${RUN}, stage int NOT NULL, world_size int NOT NULL, steps bigint NOT NULL, seconds double precision NOT NULL,
    first_steps bigint NOT NULL, first_seconds double precision NOT NULL, PRIMARY KEY (run, stage, world_size)
  ) ${HOT};
  CREATE TABLE bad_samples (
    ${RUN}, sample bigint NOT NULL, key text COLLATE "C" NOT NULL, reason text NOT NULL, replaced_by text NOT NULL,
    step bigint NOT NULL, PRIMARY KEY (run, sample)
  );
  CREATE TABLE unread_validation (
    ${RUN}, dataset text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, reason text NOT NULL,
    PRIMARY KEY (run, dataset, key)
  );
  CREATE TABLE leases (
    ${PLACE}, stream text NOT NULL, client text NOT NULL, host text NOT NULL, taken_at bigint NOT NULL,
    renewed_at bigint NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (run, world_size, rank, stream)
  ) ${HOT};
  CREATE TABLE writers (
    server text PRIMARY KEY, sequence bigint NOT NULL, answer jsonb NOT NULL, at timestamptz NOT NULL
  ) ${HOT};
  ${ENTRY_FUNCTIONS}
`;

export const MIGRATIONS: readonly Migration[] = [{ version: 1, least: 1, sql: VERSION_1 }];
