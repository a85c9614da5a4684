/** What a trainer under test is told, as the JSON of its one argument. */
export interface TrainerTask {
  address: string;
  run: string;
  /** The run spec, as the trainer's client takes it. */
  spec: object;
  /** Whether batches come through shared memory. */
  shared: boolean;
  /** Milliseconds that a training step takes. */
  paceMs: number;
  /** A file that gets the stream's state every few batches, and from which the trainer continues if it exists. */
  checkpoint?: string;
  /** Notices a dead connection after four seconds, and not after 40. */
  impatient: boolean;
  /** Takes its rank from a trainer that died together with its server. */
  takeover: boolean;
  /** Its rank in the world of the spec; 0 without it. */
  rank?: number;
}

/** Batches between two checkpoints. */
export const CHECKPOINT_EVERY = 5;

/** A line of a trainer's output. The digest is over pixels, labels (int32) and keys. */
export type TrainerLine =
  | { step: number; sha256: string; samples: number }
  | { notice: string }
  | { end: true }
  | { error: string };
