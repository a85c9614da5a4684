import { createHash } from 'node:crypto';

/** What tells the batches of a run from those of others. */
export interface ScheduleIdentity {
  /** As the run was made with. */
  specDigest: string;
  manifestDigest: string;
  engineVersion: string;
  /** The steps of a planned schedule, or the rules of a measured one; see `RunSchedule.identity`. */
  schedule: string;
}

/** The word by which clients and servers tell whether they mean the same batches: 16 hexadecimal digits. */
export function scheduleToken({ specDigest, manifestDigest, engineVersion, schedule }: ScheduleIdentity): string {
  const identity = [specDigest, manifestDigest, engineVersion, schedule].join('\n');
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}
