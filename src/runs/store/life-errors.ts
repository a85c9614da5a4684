/** What is answered where the state of a run does not allow a command. */
import { CrescendoError } from '../../errors.ts';

export function unknownRun(run: string): CrescendoError {
  return new CrescendoError('UNKNOWN_RUN', `no run ${JSON.stringify(run)}`, { field: 'run', value: run });
}

export function runExists(run: string): CrescendoError {
  return new CrescendoError(
    'RUN_EXISTS',
    `there is a run ${JSON.stringify(run)} already (it may be archived): take another name, or delete it with ` +
      `\`crescendo runs delete ${run}\``,
    { field: 'to', value: run },
  );
}

export function runChanged(run: string): CrescendoError {
  return new CrescendoError(
    'RUN_CHANGED',
    `run ${JSON.stringify(run)} was deleted, renamed or reset while it was in use: open it again, or open it under its ` +
      'new name (`crescendo runs` lists them)',
    { field: 'run', value: run },
  );
}

export function runArchived(run: string): CrescendoError {
  return new CrescendoError(
    'RUN_ARCHIVED',
    `run ${run} is archived: take it out of the archive with \`crescendo runs archive ${run} --undo\`, or open another ` +
      'name',
    { field: 'run', value: run },
  );
}
