import type { RunLife } from '../../runs/run-life.ts';
import type { RunDetails } from '../../runs/summary.ts';

/** The runs of a state file or of a server. */
export type Runs = Pick<RunLife, 'list' | 'delete' | 'rename' | 'reset' | 'archive' | 'fork'> & {
  /** For people. */
  place: string;
  /** Throws UNKNOWN_RUN, naming the runs that exist. */
  show(name: string): Promise<RunDetails>;
};
