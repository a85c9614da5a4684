/** Compares the bytes of each step between trainers that are not at the same step at the same time. */
export class StepComparison {
  readonly problems: string[] = [];
  /** Steps that all trainers have had. */
  compared = 0;
  readonly #trainers: string[] = [];
  /** By step: the digest, and who has had it. */
  readonly #pending = new Map<number, { sha256: string; seen: Set<string> }>();

  /** Names a trainer, before the first batch comes. */
  enter(trainer: string): void {
    this.#trainers.push(trainer);
  }

  /** Takes note of a batch. A trainer that continues from a checkpoint may have the same step again. */
  note(trainer: string, step: number, sha256: string): void {
    const known = this.#pending.get(step);
    if (known === undefined) {
      this.#pending.set(step, { sha256, seen: new Set([trainer]) });
      return;
    }
    if (known.sha256 !== sha256) this.problems.push(`${trainer} has other bytes at step ${step} than the others`);
    known.seen.add(trainer);
    if (known.seen.size < this.#trainers.length) return;
    this.compared += 1;
    // Kept for a while, for trainers that go back to a checkpoint.
    this.#pending.delete(step - KEPT_STEPS);
  }

  summary(): string {
    return `${this.compared} steps compared, ${this.problems.length} differences`;
  }
}

/** More than lie between two checkpoints. */
const KEPT_STEPS = 100;
