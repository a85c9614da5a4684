import type { Chapter } from './mistake.ts';

const opened = (fields: string): string => `crescendo.connect(address).open_run("baseline", {**spec, ${fields}})`;

const mixed = (one: string, other: string): string =>
  `datasets = [{"id": ${one}}, {"id": ${other}}]
crescendo.connect(address).open_run("mixed", {"datasets": datasets, "global_batch": 4})`;

export const SPEC: Chapter = {
  title: 'The run spec',
  mistakes: [
    {
      title: 'A typo in a field',
      python: opened('"horizontal_filp": 0'),
      advice: '[spec.md](spec.md) lists every field.',
    },
    {
      title: 'A name from another library',
      python: opened('"batch_size": 256'),
      advice: 'The batch of a spec is the global one: it is divided among the ranks.',
    },
    {
      title: 'A field as Python spells it, in TypeScript',
      typescript: "await client.openRun('baseline', { ...spec, global_batch: 256 });",
      advice: 'The TypeScript compiler says the same.',
    },
    {
      title: 'A preset that does not exist',
      python: opened('"schedule": "efficienttrain+"'),
      advice: '`crescendo plan` prints the stages of a spec, for a number of samples.',
    },
    {
      title: 'A batch that the ranks cannot share',
      python: 'crescendo.Loader(address, "baseline", spec={**spec, "global_batch": 256}, rank=0, world_size=3)',
      advice: 'The batch of every stage must be a multiple of the number of ranks.',
    },
    {
      title: 'Mixing an odd number of images',
      python: opened('"global_batch": 3, "mixing": {}'),
      advice: "timm mixes image i with image N - 1 - i, so each rank's batch must be even.",
    },
    {
      title: 'An odd base size',
      python: opened('"base_size": 225'),
      advice: 'The low-frequency crop keeps pairs of frequencies, so all sides are even.',
    },
    {
      title: 'A stage that is larger than the base size',
      python: opened('"schedule": {"stages": [{"until": 1, "bandwidth": 64}]}'),
      advice: 'Raise `base_size` to the side of the full images.',
    },
    {
      title: 'Sides that a vision transformer cannot take',
      python: opened('"base_size": 224, "side_multiple": 16, "schedule": {"stages": [{"until": 1, "bandwidth": 100}]}'),
      advice:
        'Presets are rounded to the multiple. `CrescendoDataset(…, model=model)` fills in `side_multiple` ([models.md](models.md)).',
    },
    {
      title: 'Mean and standard deviation in bytes',
      python: opened('"mean": [123.675, 116.28, 103.53]'),
      advice: 'Divide by 255.',
    },
    {
      title: 'Windows of shards over a folder of images',
      python: opened('"shuffle": {"scope": "window", "shards": 16}'),
      advice: '[sampling.md](sampling.md) says what windows are for.',
    },
    {
      title: 'A mixture of datasets with different classes',
      python: mixed('"train", "weight": 1', '"renamed", "weight": 1'),
      advice: '[mixtures.md](mixtures.md#labels) shows what each way does.',
    },
    {
      title: 'Weights that are not exact',
      python: mixed('"train", "weight": 1 / 3', '"renamed", "weight": 2 / 3'),
      advice: 'Weights are relative: write 1 and 2.',
    },
    {
      title: 'A budget in two units',
      python: opened('"budget": {"steps": 1000}'),
      advice: 'A run has one budget; leave out the other field.',
    },
  ],
};
