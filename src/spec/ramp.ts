/** A strength of a stage: a constant, or a straight line over the stage. */
export type Strength = number | { from: number; to: number };

/**
 * The value of a strength at a step.
 *
 * @param progress share of the stage that lies before the step, 0..1; a ramp reaches `to` at the first step of the next
 * stage
 */
export function strengthAt(strength: Strength, progress: number): number {
  if (typeof strength === 'number') return strength;
  return strength.from + (strength.to - strength.from) * progress;
}

/** The greatest value that a strength takes. */
export function greatest(strength: Strength): number {
  return typeof strength === 'number' ? strength : Math.max(strength.from, strength.to);
}
