/** What a server must not forget: the state of runs. SQLite is the first implementation. */

/** A run as it was made. */
export interface StoredRun {
  name: string;
  /** The spec as JSON, with every default that the release which wrote it knew. */
  spec: string;
  /** As the release computed it that made the run: part of the run's schedule token. */
  specDigest: string;
  manifestDigest: string;
  engineVersion: string;
  /** Unix time in milliseconds. */
  createdAt: number;
}

/** One rank of a world of ranks: a run may go on with another number of them. */
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
  /** Samples sent for the first time, and sent again at a step at or before the last one sent. */
  issued: number;
  reissued: number;
  /** Samples of steps that were reported as consumed. */
  acknowledged: number;
  /** Samples that came from the replay buffer, beside those issued. */
  replayed: number;
}

/** What training steps of a stage took. */
export interface StoredStepTimes {
  stage: number;
  worldSize: number;
  /** Steps of all ranks, and the sum of their durations in seconds. */
  steps: number;
  seconds: number;
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
  /** Key of its first stand-in. */
  replacedBy: string;
  /** Global step at which it was first met. */
  step: number;
}

/** One line of a run's schedule log. */
export interface ScheduleLogEntry {
  /** Position in the log, from 0. */
  sequence: number;
  /** What was decided, as JSON. */
  entry: string;
}

/** Every method is atomic and durable when it returns. */
export interface RunStore {
  /** Adds a run, or returns the one of that name: the first writer wins. */
  createRun(run: StoredRun): { run: StoredRun; created: boolean };
  getRun(name: string): StoredRun | undefined;
  listRuns(): StoredRun[];
  /** Replaces the spec of a run by one that differs only in fields that do not shape batches. */
  updateSpec(name: string, spec: string): void;
  /**
   * Records progress; steps are a monotone maximum, and a report that is no advance changes nothing else. Returns the
   * highest step of the rank.
   *
   * @param acknowledged what the steps after `from` up to `to` are in the ledger; -1 stands before the first step
   */
  recordProgress(name: string, report: StoredReport, acknowledged: (from: number, to: number) => Delivery[]): number;
  /** Progress of every rank that has reported any, of all worlds, in order. */
  progress(name: string): StoredProgress[];
  rankProgress(name: string, rank: RankId): number | undefined;
  /** Enters a batch before it is sent. */
  recordIssued(name: string, rank: RankId, step: number, deliveries: readonly Delivery[]): void;
  ledger(name: string): StoredDelivery[];
  stepTimes(name: string): StoredStepTimes[];
  /** Records bad samples, each once, and returns how many the run has now. */
  recordBadSamples(name: string, samples: readonly StoredBadSample[]): number;
  badSampleCount(name: string): number;
  /** The first bad samples in order of key. */
  badSamples(name: string, limit: number): StoredBadSample[];
  /** Appends to the schedule log; for a sequence that exists, the first writer wins. Returns what stands there. */
  appendSchedule(name: string, entry: ScheduleLogEntry): ScheduleLogEntry;
  scheduleLog(name: string): ScheduleLogEntry[];
  close(): void;
}
