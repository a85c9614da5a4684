import type { LevelRule } from '../../plan/sampling/randaugment/levels.ts';
import type { PixelEngine } from '../kernels/engine.ts';
import type { AffineOptions } from './affine.ts';
import type { TableOperation } from './table.ts';

/** What an operation takes besides the image. */
export interface Argument {
  /** The unit, in words. */
  unit: string;
  /** Least value that is accepted; any finite one without it. */
  low?: number;
  /** Greatest value that is accepted; any finite one without it. */
  high?: number;
  /** What the levels give and somewhat more: the range from which tests draw. */
  usual: readonly [low: number, high: number];
  /** True if the levels give whole numbers only. */
  whole?: true;
}

/** Replaces the engine's current image by a new one. */
type PixelOperation = (engine: PixelEngine, argument: number, options: AffineOptions) => void;

/**
 * How an operation is executed: as a table of samples, which chains compose; pixel by pixel; or by moving pixels, which
 * takes an interpolation and a fill.
 */
export type Execution = { table: TableOperation } | { pixels: PixelOperation } | { moves: PixelOperation };

/** A row of `bench --operations`. */
export interface CostRow {
  /** Argument at which the operation is measured; without it, that of the operation's own level rule at a strong level. */
  argument?: number;
}

/**
 * An operation: all that Crescendo knows of it, apart from its oracle, which is in the file of the same name in
 * src/pixels/oracle and is not published.
 */
export interface Operation {
  /** As timm spells it. */
  name: string;
  /** Undefined for an operation without an argument. */
  argument?: Argument;
  /**
   * RandAugment's level rules by the names under which its sets list the operation: its own name, and forms such as
   * "increasing" ones, which differ from it in the level rule only. Null where there is no argument; left out for an
   * operation that RandAugment does not know.
   */
  levels?: Readonly<Record<string, LevelRule | null>>;
  execution: Execution;
  /** Undefined where another operation's row stands for this one too. */
  cost?: CostRow;
}
