/** Arguments that several operations share. */

import type { Argument } from './operation.ts';

/** Of an enhancement: 0 gives the degenerate image, 1 the image. */
export const FACTOR: Argument = { unit: 'factor', usual: [0, 2.2] };
