/** What a server must not forget: the state of runs. SQLite is the first implementation. */

/** A run as it was made. */
export interface StoredRun {
  name: string;
  /** The spec as JSON, with every default filled in. */
  spec: string;
  specDigest: string;
  manifestDigest: string;
  engineVersion: string;
  /** Unix time in milliseconds. */
  createdAt: number;
}

/** The progress of one rank. */
export interface StoredProgress {
  rank: number;
  /** Highest step reported as consumed. */
  consumedStep: number;
  /** Last reported duration of a training step, in seconds; 0 if none. */
  stepSeconds: number;
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
  /** Replaces the spec of a run by one of the same digest (fields that do not shape batches). */
  updateSpec(name: string, spec: string): void;
  /** Records progress; steps are a monotone maximum. Returns the highest step of the rank. */
  recordProgress(name: string, rank: number, consumedStep: number, stepSeconds: number): number;
  progress(name: string): StoredProgress[];
  rankProgress(name: string, rank: number): number | undefined;
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
