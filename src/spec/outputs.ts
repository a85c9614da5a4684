/** The names of the tensors that a batch carries. */
import { z } from 'zod';

export const OUTPUTS = ['images', 'crop_box'] as const;
export type Output = (typeof OUTPUTS)[number];

export const outputsSchema = z
  .array(z.enum(OUTPUTS))
  .refine(
    (names) => names[0] === 'images' && new Set(names).size === names.length,
    'must begin with images and name each tensor once',
  );
