/** Decides when a growing count is worth a line in a log: at 1, 2, 4, 8, … */
export class Doubling {
  #next = 1;

  /** True if `count` has reached the next power of two; each is reached once. */
  reached(count: number): boolean {
    if (count < this.#next) return false;
    this.#next = 2 ** (Math.floor(Math.log2(count)) + 1);
    return true;
  }
}
