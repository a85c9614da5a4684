import { type MixtureSequence, mixtureSequence } from './mixture-sequence.ts';

/** As much of a decided stage as the shares of a mixture depend on. */
export interface MixtureStage {
  /** Position in the stream of the stage's first sample. */
  firstPosition: number;
  /** Parts of each dataset, whole numbers. */
  parts?: readonly number[] | undefined;
}

/** A part of the stream with the same shares: stages that follow each other may have the same. */
export interface MixtureSegment {
  start: number;
  sequence: MixtureSequence;
  /** How many samples of each dataset come before it. */
  drawn: readonly number[];
}

/** Which samples of each dataset the stages of a mixture draw: each stage goes on where the one before it ended. */
export class MixtureSegments {
  readonly #stages: readonly MixtureStage[];
  readonly #segments: MixtureSegment[] = [];
  /** Stages that the segments cover. */
  #known = 0;

  /** @param stages decided stages, in order; more may be appended */
  constructor(stages: readonly MixtureStage[]) {
    this.#stages = stages;
  }

  /** The segment of a position of the stream. Throws a RangeError if there is no stage. */
  at(position: number): MixtureSegment {
    this.#extend();
    const segment = this.#segments.findLast(({ start }) => start <= position);
    if (segment === undefined) throw new RangeError(`no stage draws position ${position}`);
    return segment;
  }

  /** How many samples of each dataset the first `positions` positions of the stream have. */
  drawn(positions: number): number[] {
    const { start, sequence, drawn } = this.at(positions);
    return drawn.map((count, dataset) => count + sequence.count(positions - start, dataset));
  }

  #extend(): void {
    for (; this.#known < this.#stages.length; this.#known += 1) {
      const { firstPosition, parts = [] } = this.#stages[this.#known]!;
      const sequence = mixtureSequence(parts);
      const last = this.#segments.at(-1);
      if (last?.sequence === sequence) continue;
      const drawn = parts.map((_, dataset) =>
        last === undefined ? 0 : last.drawn[dataset]! + last.sequence.count(firstPosition - last.start, dataset),
      );
      this.#segments.push({ start: firstPosition, sequence, drawn });
    }
  }
}
