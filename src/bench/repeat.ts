/** How variants take turns. */

/**
 * Does the work of one variant once and returns its cost. `pass` numbers the passes from 0, those of the warm-up too.
 */
export type Variant<Cost> = (pass: number) => Cost | Promise<Cost>;

export interface Repetitions {
  /** Passes of every variant that do not count: they fill caches and tables and let code be compiled. */
  warmup: number;
  /** Passes of every variant that count. */
  repetitions: number;
}

/**
 * Variants in the order of one pass: forwards in even passes, backwards in odd ones, so that two variants follow each
 * other as A B, B A. A machine that slows down evenly then slows both equally.
 */
export function passOrder(variants: number, pass: number): number[] {
  const forwards = Array.from({ length: variants }, (_, k) => k);
  return pass % 2 === 0 ? forwards : forwards.reverse();
}

/**
 * Runs all variants in turn, again and again.
 *
 * @param onPass called after each pass of all variants
 * @returns the costs of each variant, by repetition: costs with the same index were measured in the same pass
 */
export async function repeat<Cost>(
  variants: readonly Variant<Cost>[],
  { warmup, repetitions }: Repetitions,
  onPass: () => void = () => {},
): Promise<Cost[][]> {
  const costs: Cost[][] = variants.map(() => []);
  for (let pass = 0; pass < warmup + repetitions; pass += 1) {
    // The turn begins anew with what counts.
    for (const k of passOrder(variants.length, pass < warmup ? pass : pass - warmup)) {
      const cost = await variants[k]!(pass);
      if (pass >= warmup) costs[k]!.push(cost);
    }
    onPass();
  }
  return costs;
}

/** CPU milliseconds, user and system and of all threads of this process, that `work` takes. */
export async function cpuMilliseconds(work: () => void | Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
