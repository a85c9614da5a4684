import type { Scene } from './scene.ts';

/** What a fault is given. */
export interface FaultOptions {
  scene: Scene;
  trials: number;
  /** Of the moments at which faults are done. */
  seed: number;
  /** Tells a person how far it is. */
  tell: (message: string) => void;
}

/** What has come out of it. */
export interface FaultResult {
  trials: number;
  /** The result as a row of the table says it. */
  summary: string;
  /** Everything that is not as promised, one sentence each; none if the row holds. */
  problems: string[];
}

/** One row of the table in docs/reliability.md. */
export interface Fault {
  /** As on the command line. */
  name: string;
  /** What is done, in a few words. */
  what: string;
  /** As many as the table has. */
  trials: number;
  run(options: FaultOptions): Promise<FaultResult>;
}
