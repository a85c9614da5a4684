/** Level rules that several operations share. Source: timm/data/auto_augment.py, *_level_to_arg. */

import type { LevelContext, LevelRule } from '../../plan/sampling/randaugment/levels.ts';

/** A rule without a sign. */
export function unsigned(argument: (share: number) => number): LevelRule {
  return { signed: false, argument };
}

/** A rule whose result a drawn sign negates. */
export function signed(rule: (share: number, context: LevelContext) => number): LevelRule {
  return {
    signed: true,
    argument(share, negate, context) {
      const value = rule(share, context);
      return negate ? -value : value;
    },
  };
}

/** Factor of an enhancement: 0.1 at level 0, 1.9 at level 10. */
export const ENHANCE = unsigned((share) => share * 1.8 + 0.1);

/** Factor of an enhancement that moves away from 1 in either direction. */
export const ENHANCE_INCREASING: LevelRule = {
  signed: true,
  argument: (share, negate) => Math.max(0.1, 1 + (negate ? -(share * 0.9) : share * 0.9)),
};
