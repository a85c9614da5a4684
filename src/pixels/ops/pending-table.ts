import type { PixelEngine } from '../kernels/engine.ts';
import { compose, histogramThrough, isIdentity, type Statistics, type Table, type TableOperation } from './table.ts';

/**
 * The tables that were planned for the engine's current image and not yet applied, composed into one. As `Statistics`,
 * it describes the image that they would give.
 */
export class PendingTable implements Statistics {
  readonly #engine: PixelEngine;
  #table: Table | undefined;

  constructor(engine: PixelEngine) {
    this.#engine = engine;
  }

  add(operation: TableOperation, argument: number): void {
    const table = operation(argument, this);
    // Read after the operation, which may have flushed for its statistics.
    this.#table = this.#table === undefined ? table : compose(this.#table, table);
  }

  /** Applies what is pending to the pixels. */
  flush(): void {
    const table = this.#table;
    this.#table = undefined;
    if (table === undefined || isIdentity(table)) return;
    if (table.rule === undefined) this.#engine.applyTables(table.entries);
    else this.#engine.applyThreshold(table.rule);
  }

  /** Finding the extremes in pixels costs less than applying a table, but not every table maps extremes to extremes. */
  extremes(): Uint8Array {
    this.flush();
    return this.#engine.extremes();
  }

  histogram(): Uint32Array {
    const histogram = this.#engine.histogram();
    return this.#table === undefined ? histogram : histogramThrough(this.#table, histogram);
  }

  /** Grey values mix the channels, so they need the pixels themselves. */
  greyMean(): number {
    this.flush();
    return this.#engine.greyMean();
  }
}
