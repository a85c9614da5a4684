/** The fields of a run spec for mixtures of datasets. See fields.ts. */

import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { fieldNotes } from './field-notes.ts';
import { nameSchema } from './field-types.ts';
import { shuffleSchema } from './shuffle-fields.ts';

export const LABEL_JOININGS = ['by_name', 'offset'] as const;
export type LabelJoining = (typeof LABEL_JOININGS)[number];

export const weight = z.number().min(0).max(1_000_000);

export const mixedDatasetSchema = z
  .strictObject({
    id: nameSchema.describe('Id of a dataset that the server was configured with.'),
    weight: weight.describe(
      'How often a sample is drawn from this dataset, relative to the others: 7 and 3 are 0.7 and 0.3. At most 6 decimals; ' +
        '0 for a dataset that only some stages use.',
    ),
    shuffle: shuffleSchema
      .optional()
      .register(fieldNotes, { absent: 'scope "global"' })
      .describe("The order of the dataset's own samples."),
  })
  .describe('A dataset of a mixture, which has epochs of its own.');

export const datasetsSchema = z
  .array(mixedDatasetSchema)
  .refine(
    ({ length }) => length >= 2 && length <= LIMITS.mixedDatasets,
    `must have 2..${LIMITS.mixedDatasets} entries; a single dataset is given as dataset`,
  )
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must name each dataset once');
