/**
 * The measurements of `npm run bench:peers`, and the report that it writes with `--json`: that of `npm run bench` with
 * peers.
 */
import type * as bench from '../../src/bench/index.ts';

/** A part of the curriculum: magnitude of RandAugment (null: none) and side of the delivered images. */
export interface Work {
  readonly magnitude: number | null;
  readonly bandwidth: number;
}

/** Three stages of EfficientTrain++, then the part that every peer can do: crop, resize to 224 and flip. */
export const COMMON_PART: Work = { magnitude: null, bandwidth: 224 };
export const STAGES: readonly Work[] = [
  { magnitude: 0, bandwidth: 96 },
  { magnitude: 4, bandwidth: 160 },
  { magnitude: 9, bandwidth: 224 },
];

/** One measurement of one peer. */
export type Measurement = Omit<bench.PeerResult, 'name' | keyof Work>;

export type PeerResult = bench.PeerResult & Work;

export interface NotRun extends Work {
  name: string;
  reason: string;
}

export interface PeersReport extends bench.PeersReport {
  /** ISO 8601, UTC. */
  date: string;
  batch: number;
  batches: number;
  rounds: number;
  peers: PeerResult[];
  not_run: NotRun[];
}
