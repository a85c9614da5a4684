/** What `npm run bench:peers` measures, and what it writes with `--json`. */

/** A part of the curriculum: magnitude of RandAugment (null: none) and side of the delivered images. */
export interface Work {
  readonly magnitude: number | null;
  readonly bandwidth: number;
}

/** Three stages of EfficientTrain++, then what every peer can do: crop, resize to 224 and flip. */
export const COMMON_PART: Work = { magnitude: null, bandwidth: 224 };
export const STAGES: readonly Work[] = [
  { magnitude: 0, bandwidth: 96 },
  { magnitude: 4, bandwidth: 160 },
  { magnitude: 9, bandwidth: 224 },
];

/** One measurement of one peer. */
export interface Measurement {
  version: string;
  work: string;
  note: string;
  /** User and system time of all processes involved. */
  cpu_ms_per_image: number;
  images_per_second: number;
  workers: number;
}

export interface PeerResult extends Measurement, Work {
  name: string;
}

export interface NotRun extends Work {
  name: string;
  reason: string;
}

export interface PeersReport {
  machine: { cpu: string; cores: number };
  /** ISO 8601, UTC. */
  date: string;
  batch: number;
  batches: number;
  rounds: number;
  peers: PeerResult[];
  not_run: NotRun[];
}
