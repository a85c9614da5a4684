/** The fields of a run spec for the order of samples. See fields.ts. */

import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { fieldNotes } from './field-notes.ts';

export const SHUFFLE_SCOPES = ['global', 'window'] as const;

export const shuffleSchema = z
  .strictObject({
    scope: z
      .enum(SHUFFLE_SCOPES)
      .default('global')
      .register(fieldNotes, { since: 6 })
      .describe(
        'What is permuted: all samples of the data ("global"), or the shards and then the samples of each "window" of ' +
          'consecutive shards.',
      ),
    shards: z
      .int()
      .min(1)
      .max(LIMITS.windowShards)
      .optional()
      .register(fieldNotes, { absent: 'none; must be given with scope "window"' })
      .describe('Shards of a window: at most as many as the data has.'),
  })
  .superRefine(({ scope, shards }, context) => {
    if ((scope === 'window') === (shards !== undefined)) return;
    const message =
      scope === 'window'
        ? 'must be given with scope window: the shards whose samples are mixed with each other, for instance 16'
        : 'must be left out with scope global, which permutes all samples';
    context.addIssue({ code: 'custom', path: ['shards'], message, input: shards });
  })
  .describe(
    'The order in which an epoch draws its samples. Windows are for data that lies in shards and is larger than the ' +
      'cache: an epoch then reads each shard once.',
  );
