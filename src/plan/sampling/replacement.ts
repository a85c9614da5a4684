import { drawBelow, PURPOSE, RandomStream } from './random-stream.ts';

/**
 * The samples that may replace a bad one, in order: a pure function of the run's seed, the epoch and the bad sample's
 * index, so every replica chooses the same. The chain may name a sample twice, or the bad one itself; those are skipped
 * because they would fail again. They are some of the `count` samples from index `first` on.
 */
export function* replacements(
  seed: number,
  epoch: number,
  index: number,
  { first = 0, count }: { first?: number; count: number },
  attempts: number,
): Generator<number, void, void> {
  const random = new RandomStream(seed, epoch, index, PURPOSE.replacement);
  const tried = new Set([index]);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const candidate = first + drawBelow(random, count);
    if (tried.has(candidate)) continue;
    tried.add(candidate);
    yield candidate;
  }
}
