/**
 * What a server must not forget: the state of runs. Every change is a command, a piece of plain data that a store
 * applies as a whole or not at all, so that a store may live in another thread or on another machine.
 */
import type { Stage } from '../../plan/curriculum/schedule.ts';
import type { StateQuota, StateUsage } from '../quota.ts';

/** A run as it is made. */
export interface NewRun {
  name: string;
  /** The spec as JSON, with every default that the release which wrote it knew. */
  spec: string;
  /** As the release computed it that made the run: part of the run's schedule token. */
  specDigest: string;
  manifestDigest: string;
  engineVersion: string;
  /** Unix time in milliseconds. */
  createdAt: number;
  /** Name of the token that made it; not given, it was made without access control. */
  owner?: string;
}

/** A run as the store has it. */
export interface StoredRun extends NewRun {
  /**
   * Tells this run from others that had its name before, and from itself before it was reset. Grows with every such
   * change of a name, so that a server notices when another server has made it.
   */
  generation: number;
  /** True if the run is kept, but not listed or opened. */
  archived: boolean;
}

/** One rank of a world of ranks; a run may continue with another number of ranks. */
export interface RankId {
  worldSize: number;
  rank: number;
}

/** The progress of one rank. */
export interface StoredProgress extends RankId {
  /** Highest step reported as consumed. */
  consumedStep: number;
  /** Last reported duration of a training step, in seconds; 0 if none. */
  stepSeconds: number;
}

/** The fields of a stage that determine which samples its steps hold: plain data, as a command carries it. */
export interface LedgerStage
  extends Pick<Stage, 'index' | 'firstStep' | 'steps' | 'firstPosition' | 'globalBatch' | 'replay'> {
  /** Times that each sample comes in an epoch; once without it. */
  repeats?: number;
}

/** Samples of one batch, or of several, that belong to the same stage and epoch. */
export interface Delivery {
  stage: number;
  epoch: number;
  /** Fresh samples. */
  samples: number;
  /** Samples from the replay buffer. */
  replayed: number;
}

/** A line of the ledger. */
export interface StoredDelivery extends RankId {
  stage: number;
  epoch: number;
  /** Samples of steps that were sent for the first time, and of steps that were sent again, by whichever server. */
  issued: number;
  reissued: number;
  /** Samples of steps that were reported as consumed. */
  acknowledged: number;
  /** Samples that came from the replay buffer, in addition to those issued. */
  replayed: number;
}

/** The sums of all lines of a ledger, in samples. */
export type LedgerTotals = Pick<StoredDelivery, 'issued' | 'reissued' | 'acknowledged' | 'replayed'>;

/** The durations of training steps of a stage. */
export interface StoredStepTimes {
  stage: number;
  worldSize: number;
  /** Steps of all ranks, and the sum of their durations in seconds. */
  steps: number;
  seconds: number;
  /** Those among them that `beginsStage` finds, in which a trainer may have compiled its model. */
  firstSteps: number;
  firstSeconds: number;
}

/** A report of one rank. */
export interface StoredReport extends RankId {
  consumedStep: number;
  /** Duration of a step in seconds; 0 if not measured. */
  stepSeconds: number;
  /** Stage of the consumed step. */
  stage: number;
}

/** A sample that could not be read. */
export interface StoredBadSample {
  /** Index in the manifest. */
  index: number;
  key: string;
  reason: string;
  /** Key of its first replacement. */
  replacedBy: string;
  /** Global step at which it was first met. */
  step: number;
}

/** A sample of a run's validation data that could not be read. */
export interface StoredUnread {
  /** Id of the validation dataset, which may change during a run. */
  dataset: string;
  key: string;
  reason: string;
}

/** One line of a run's schedule log. */
export interface ScheduleLogEntry {
  /** Position in the log, from 0. */
  sequence: number;
  /** What was decided, as JSON. */
  entry: string;
}

/** Adds a run, or finds the one of that name: the first writer wins. */
export interface CreateRun {
  kind: 'create-run';
  run: NewRun;
  /** Bounds of the owner's runs with this one; throws QUOTA if they are exceeded. Not given, there are none. */
  quota?: StateQuota;
}

/** Removes a run and everything that belongs to it; its name is free again. */
export interface DeleteRun {
  kind: 'delete-run';
  run: string;
  /** As for `AppendSchedule`. */
  generation?: number;
}

/** Gives a run another name. Throws RUN_EXISTS if the name is taken. */
export interface RenameRun {
  kind: 'rename-run';
  run: string;
  /** As for `AppendSchedule`. */
  generation?: number;
  to: string;
}

/**
 * Takes a run back to its beginning: removes its progress, step times, ledger and bad samples, and the entries of its
 * schedule log after the first one, which depends on no measurement. The spec stays.
 */
export interface ResetRun {
  kind: 'reset-run';
  run: string;
  /** As for `AppendSchedule`. */
  generation?: number;
}

/** Archives a run, or takes it out of the archive. */
export interface ArchiveRun {
  kind: 'archive-run';
  run: string;
  /** As for `AppendSchedule`. */
  generation?: number;
  archived: boolean;
}

/** Makes a run that begins where another one is. Throws RUN_EXISTS if the name is taken. */
export interface ForkRun {
  kind: 'fork-run';
  /** The run that it is made from, which must exist and stays as it is. */
  run: string;
  to: NewRun;
  /** As for `CreateRun`. */
  quota?: StateQuota;
  schedule: readonly ScheduleLogEntry[];
  stepTimes: readonly StoredStepTimes[];
  /** The ranks of one world, at the step before the first one of the new run. */
  progress: readonly StoredProgress[];
}

/** Replaces the spec of a run by one that differs only in fields that do not shape batches. */
export interface UpdateSpec {
  kind: 'update-spec';
  run: string;
  spec: string;
}

/** Appends to the schedule log; for a sequence that exists, the first writer wins. */
export interface AppendSchedule {
  kind: 'append-schedule';
  run: string;
  /** Throws RUN_CHANGED if the run has another generation; not given, any will do. */
  generation?: number;
  entry: ScheduleLogEntry;
}

/**
 * Records progress. Steps are a monotone maximum for each rank, and a report that does not advance its rank changes
 * nothing. One that does acknowledges the steps after the last one consumed; a rank's first report acknowledges the steps
 * from the first one issued to it.
 */
export interface ReportProgress {
  kind: 'report-progress';
  run: string;
  /** As for `AppendSchedule`. */
  generation?: number;
  report: StoredReport;
  /** From these the store computes what is acknowledged, by `deliveriesOf`: the stages up to the consumed step. */
  stages: readonly LedgerStage[];
  /** Samples of the dataset. */
  sampleCount: number;
}

/**
 * Enters a batch in the ledger, before it is sent: as issued if its step was never sent to its rank, in whatever order steps
 * come, otherwise as reissued; together with the bad samples that were met in making it. A bad sample
 * is recorded once for each run. If a batch brings bad samples and the run then has more than `badSamplesAllowed`, the
 * samples are recorded and the batch is not: it must not be sent.
 */
export interface IssueBatch {
  kind: 'issue-batch';
  run: string;
  /** As for `AppendSchedule`. */
  generation?: number;
  place: RankId;
  step: number;
  deliveries: readonly Delivery[];
  badSamples: readonly StoredBadSample[];
  badSamplesAllowed: number;
}

/** Records validation samples that could not be read, each once for each run. */
export interface RecordUnread {
  kind: 'record-unread';
  run: string;
  /** As for `AppendSchedule`. */
  generation?: number;
  samples: readonly StoredUnread[];
}

/** A stream that has a lease. Times are Unix times of the store's clock in milliseconds. */
export interface LeaseMember {
  /** Names the stream among all streams of all servers. */
  stream: string;
  renewedAt: number;
  expiresAt: number;
}

/** Who trains a rank: at most one trainer at a time, which may read from several servers. */
export interface StoredLease extends RankId {
  /** Names the trainer, also after it has reconnected. */
  client: string;
  /** Name of the trainer's host, for people. */
  host: string;
  /** Unix time of the store's clock in milliseconds. */
  takenAt: number;
  /** At least one. The lease ends when the last one has been released or has expired. */
  members: readonly LeaseMember[];
}

/**
 * Takes the lease of a rank for `leaseMs` milliseconds: if nobody has it, if it has expired, if the same client has it,
 * or in any case with `takeover`. Commands about leases do not count as changes of the run.
 */
export interface TakeLease {
  kind: 'take-lease';
  run: string;
  place: RankId;
  stream: string;
  client: string;
  host: string;
  leaseMs: number;
  takeover: boolean;
  /** Joins the other streams of the client that have the lease, each with its own expiry; without it they lose it. */
  shared?: boolean;
}

/** Extends the lease of a stream, even one that has expired, as long as no other trainer or stream has taken it. */
export interface RenewLease {
  kind: 'renew-lease';
  run: string;
  place: RankId;
  stream: string;
  leaseMs: number;
}

/** Ends the part that a stream has in a lease; that of another stream stays. */
export interface ReleaseLease {
  kind: 'release-lease';
  run: string;
  place: RankId;
  stream: string;
}

export type LeaseCommand = TakeLease | RenewLease | ReleaseLease;

/** Whether the stream has the lease now. */
export interface LeaseAnswer {
  held: boolean;
  /** If not: its holder, since when, for how long without a sign of life, and when it expires. Undefined if none. */
  by?: { host: string; heldMs: number; silentMs: number; leftMs: number } | undefined;
}

/** Everything that can change the state of a run. */
export type Command =
  | CreateRun
  | UpdateSpec
  | AppendSchedule
  | ReportProgress
  | IssueBatch
  | RecordUnread
  | DeleteRun
  | RenameRun
  | ResetRun
  | ArchiveRun
  | ForkRun
  | LeaseCommand;

/** What each command answers. */
export interface CommandResults {
  'create-run': { run: StoredRun; created: boolean };
  'update-spec': undefined;
  /** What stands in the log at that sequence. */
  'append-schedule': ScheduleLogEntry;
  /** The highest step of the rank. */
  'report-progress': { consumedStep: number };
  'issue-batch': { issued: boolean };
  'record-unread': undefined;
  'delete-run': undefined;
  'rename-run': { run: StoredRun };
  'reset-run': undefined;
  'archive-run': undefined;
  'fork-run': { run: StoredRun };
  /** What a store answers comes from `changeLease`. */
  'take-lease': LeaseAnswer;
  'renew-lease': LeaseAnswer;
  'release-lease': undefined;
}

export type CommandResult<C extends Command> = CommandResults[C['kind']];

/** Everything that can be asked. */
export type Query =
  | { kind: 'run'; run: string }
  | { kind: 'runs' }
  | { kind: 'schedule'; run: string; from: number }
  | { kind: 'progress'; run: string }
  | { kind: 'step-times'; run: string }
  | { kind: 'ledger'; run: string }
  | { kind: 'ledger-totals'; run: string }
  | { kind: 'bad-samples'; run: string; limit: number }
  | { kind: 'unread'; run: string; limit: number }
  | { kind: 'lease'; run: string; place: RankId }
  | { kind: 'usage'; owner: string }
  | { kind: 'identity' };

/** What each query answers. */
export interface QueryResults {
  run: StoredRun | undefined;
  /** In order of creation, archived ones too. */
  runs: StoredRun[];
  /** Entries from sequence `from` on, in order. */
  schedule: ScheduleLogEntry[];
  /** Progress of every rank that has reported any, in order of world size and rank. */
  progress: StoredProgress[];
  /** In order of stage and world size. */
  'step-times': StoredStepTimes[];
  /** In order of world size, rank, stage and epoch. */
  ledger: StoredDelivery[];
  'ledger-totals': LedgerTotals;
  /** How many there are, and the first `limit` of them in order of key. */
  'bad-samples': { count: number; first: StoredBadSample[] };
  /** The same of the validation samples that could not be read, in order of dataset and key. */
  unread: { count: number; first: StoredUnread[] };
  /** The lease of a rank, if it has one that has not expired, with all its members. */
  lease: StoredLease | undefined;
  /** What the runs of an owner take. */
  usage: StateUsage;
  /** Names the state: all stores of it answer the same, and no other state does. */
  identity: string;
}

export type QueryResult<Q extends Query> = QueryResults[Q['kind']];

/** Milliseconds within which `changes` tells of a change that was made through another store of the same state. */
export const CHANGES_WITHIN_MS = 500;

/** Requests are carried out in the order in which they are made. `test/conformance/run-store.ts` checks a store. */
export interface RunStore {
  /** Applies a command as a whole or not at all; it is durable once the promise resolves. */
  apply<C extends Command>(command: C): Promise<CommandResult<C>>;
  /** Queries that are made in one turn of the event loop see one state. */
  query<Q extends Query>(query: Q): Promise<QueryResult<Q>>;
  /**
   * Yields the run's revision at once, then whenever the run has changed, whoever changed it: one made through this
   * store as soon as it is durable, one made through another store of the same state within `CHANGES_WITHIN_MS`. Every
   * command changes a run but those that find nothing to do, those about leases, and `issue-batch` without new bad
   * samples. Deleting and renaming change what has the old name; the revision of a name grows even if the run of that
   * name is another one. Changes that happen while the consumer is busy are yielded as one. Ends when `signal` is aborted
   * or the store is closed.
   */
  changes(run: string, signal: AbortSignal): AsyncIterable<number>;
  close(): Promise<void>;
}
