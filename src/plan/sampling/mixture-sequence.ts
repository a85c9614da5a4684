/** Positions between two that have stored counts. */
const BLOCK = 64;

/**
 * Which dataset each position of a mixture's stream is drawn from. Dataset d has p[d] of every P positions, P being the
 * sum of p, and of the first n positions always floor(n p[d] / P) or that rounded up, whatever n is. So shares never drift.
 *
 * The sequence is periodic, and its period is that of a schedule by earliest deadline: the k-th of a dataset's positions
 * lies between floor(k P / p) and ceil((k + 1) P / p), and of those that may come the one that must come first does.
 * Source: Baruah, Cohen, Plaxton, Varvel, "Proportionate progress: a notion of fairness in resource allocation",
 * Algorithmica 15, 1996 (with one resource, earliest deadline first is proportionate).
 *
 * A lookup takes constant time. A sequence takes P (1 + D / 16) bytes for D datasets.
 */
export class MixtureSequence {
  /** Positions of a period. */
  readonly period: number;
  readonly #parts: readonly number[];
  /** The dataset of each position of a period. */
  readonly #datasets: Uint8Array;
  /** How often each dataset has come before each block of a period. */
  readonly #counts: Uint32Array;

  /** @param parts of each dataset, whole numbers with a sum of 1..2^20; at most 256 of them */
  constructor(parts: readonly number[]) {
    this.#parts = parts;
    this.period = parts.reduce((sum, part) => sum + part, 0);
    this.#datasets = schedule(parts, this.period);
    this.#counts = new Uint32Array(Math.ceil(this.period / BLOCK) * parts.length);
    const seen = new Uint32Array(parts.length);
    for (const [position, dataset] of this.#datasets.entries()) {
      if (position % BLOCK === 0) this.#counts.set(seen, (position / BLOCK) * parts.length);
      seen[dataset]! += 1;
    }
  }

  /** The dataset of a position, and how many earlier positions have the same one. */
  at(position: number): { dataset: number; count: number } {
    const within = position % this.period;
    const dataset = this.#datasets[within]!;
    return { dataset, count: this.count(position, dataset) };
  }

  /** How many of the first `positions` positions have a dataset. */
  count(positions: number, dataset: number): number {
    const periods = Math.floor(positions / this.period);
    const within = positions - periods * this.period;
    const block = Math.min(Math.floor(within / BLOCK), Math.ceil(this.period / BLOCK) - 1);
    let count = periods * this.#parts[dataset]! + this.#counts[block * this.#parts.length + dataset]!;
    for (let k = block * BLOCK; k < within; k += 1) if (this.#datasets[k] === dataset) count += 1;
    return count;
  }
}

/** The datasets of the positions of a period, by earliest deadline; of equal ones, the first dataset. */
function schedule(parts: readonly number[], period: number): Uint8Array {
  const datasets = new Uint8Array(period);
  const drawn = new Uint32Array(parts.length);
  for (let position = 0; position < period; position += 1) {
    let [next, earliest] = [-1, Number.POSITIVE_INFINITY];
    for (const [dataset, part] of parts.entries()) {
      const k = drawn[dataset]!;
      if (k === part || Math.floor((k * period) / part) > position) continue;
      const deadline = Math.ceil(((k + 1) * period) / part);
      if (deadline < earliest) [next, earliest] = [dataset, deadline];
    }
    datasets[position] = next;
    drawn[next]! += 1;
  }
  return datasets;
}

/** A period may take a megabyte, and stages often have the same one. */
const sequences = new Map<string, WeakRef<MixtureSequence>>();

/** The sequence of these parts. */
export function mixtureSequence(parts: readonly number[]): MixtureSequence {
  const key = parts.join(' ');
  const known = sequences.get(key)?.deref();
  if (known !== undefined) return known;
  const sequence = new MixtureSequence(parts);
  sequences.set(key, new WeakRef(sequence));
  return sequence;
}
