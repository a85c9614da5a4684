import { greyImage } from './grey.ts';
import type { Oracle } from './oracle.ts';

export const ORACLES: Record<string, Oracle> = { Grayscale: greyImage };
