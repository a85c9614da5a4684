import { measurementsOf } from './measurements.ts';
import type { RunSchedule } from './run-schedule.ts';
import type { RunStore, StoredRun } from './store/store.ts';

/**
 * Takes over what other servers have decided of a run's schedule, then decides what is due. Several of these may be under
 * way for one schedule: a piece is decided once, by the store, and appended once.
 *
 * @returns true if the schedule has grown
 * @throws RUN_CHANGED if the run is another one by now
 */
export async function advanceSchedule(
  store: RunStore,
  { name: run, generation }: Pick<StoredRun, 'name' | 'generation'>,
  schedule: RunSchedule,
): Promise<boolean> {
  const before = schedule.length;
  while (!schedule.closed) {
    const [decided, ranks, times] = await Promise.all([
      store.query({ kind: 'schedule', run, from: schedule.length }),
      store.query({ kind: 'progress', run }),
      store.query({ kind: 'step-times', run }),
    ]);
    for (const entry of decided) schedule.append(entry);
    const next = schedule.decide(measurementsOf(ranks, times));
    if (next === undefined) break;
    // Another server may have written different numbers a moment ago; the entry in the log counts.
    const entry = { sequence: schedule.length, entry: JSON.stringify(next) };
    schedule.append(await store.apply({ kind: 'append-schedule', run, generation, entry }));
  }
  return schedule.length > before;
}
