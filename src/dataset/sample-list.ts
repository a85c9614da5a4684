import type { Manifest } from './manifest.ts';

/** The samples of a run's data, as a manifest lists them: of one dataset, or of the datasets of a mixture. */
export type SampleList = Pick<
  Manifest,
  'sampleCount' | 'classNames' | 'classMapped' | 'digest' | 'key' | 'label' | 'size' | 'classCounts' | 'totalBytes'
>;
