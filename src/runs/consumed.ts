import type { StoredProgress } from './store/store.ts';

/** The highest step that all ranks of any one world have consumed; undefined before the first. */
export function consumedByAll(ranks: readonly StoredProgress[]): number | undefined {
  const worlds = Map.groupBy(ranks, ({ worldSize }) => worldSize);
  const complete = [...worlds].filter(([worldSize, members]) => members.length === worldSize);
  const steps = complete.map(([, members]) => Math.min(...members.map(({ consumedStep }) => consumedStep)));
  return steps.length === 0 ? undefined : Math.max(...steps);
}
