/** The generated messages, with 64-bit integers as numbers. */
import '../long-as-number.ts';

import { crescendo } from '../gen/crescendo.js';

export const v1 = crescendo.v1;
