import type { RunLife } from '../../runs/run-life.ts';
import type { RunDetails } from '../../runs/summary.ts';

/** What a message about an unknown name says of the names that exist. */
export function listed(runs: readonly { name: string }[]): string {
  return runs.length === 0 ? 'it has no runs' : `its runs are: ${runs.map((run) => run.name).join(', ')}`;
}

/** The runs of a state file or of a server. */
export type Runs = Pick<RunLife, 'list' | 'delete' | 'rename' | 'reset' | 'archive' | 'fork'> & {
  /** For people. */
  place: string;
  /** Throws UNKNOWN_RUN, naming the runs that exist. */
  show(name: string): Promise<RunDetails>;
};
