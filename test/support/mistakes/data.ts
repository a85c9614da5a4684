import type { Chapter } from './mistake.ts';

export const DATA: Chapter = {
  title: 'The data',
  mistakes: [
    {
      title: 'A folder that does not exist',
      command: 'crescendo index photos/trian',
      advice: 'Correct the path. Clients never see it: they name the dataset by its id.',
    },
    {
      title: 'Images without class folders',
      command: 'crescendo index photos/train/class0',
      advice:
        'Sort the images into one folder for each class, or state their labels in a label file ([configuration.md](configuration.md#classes-and-labels)).',
    },
    {
      title: 'The folder above the training set',
      command: 'crescendo index photos',
      advice:
        'Training images and validation images would be two classes, and the model would learn to tell them apart.',
    },
    {
      title: 'An empty class folder',
      command: 'crescendo index photos/one-empty',
      advice:
        'This is a warning. An empty folder is no class, so the labels of the others are those of a dataset without it.',
    },
    {
      title: 'A shard that is cut off',
      command: 'crescendo index shards/cut.tar',
      advice:
        'The copy was not finished, or the disk was full. Copy the shard again; `--allow-truncated` indexes the samples that are whole.',
    },
    {
      title: 'Shards of training and test images in one folder',
      command: 'crescendo index shards/hub',
      advice: "Name the shards of one split. In quotes, the pattern is Crescendo's and not the shell's.",
    },
    {
      title: 'Samples without labels',
      command: 'crescendo index shards/unlabelled.tar',
      advice:
        'A label file has one line for each sample, and names it by its path in the shard ([shards.md](shards.md)).',
    },
    {
      title: 'Images in compressed Parquet pages',
      command: 'crescendo index shards/snappy.parquet',
      advice: 'The folder needs as much space as the images. It is written once, and every server that has it uses it.',
    },
    {
      title: 'The same dataset twice',
      command: 'crescendo serve --data train=photos/train --data train=photos/val',
      advice: 'Choose another id for the validation data.',
    },
    {
      title: 'Validation data with other classes',
      python: 'crescendo.connect(address).open_run("classes", {**spec, "validation": {"dataset": "renamed"}})',
      advice:
        'Validation data may lack classes, but it must not have any that the training data lacks: its labels are numbered by the training data, by name.',
    },
    {
      title: 'Too many broken images',
      python:
        'for batch in crescendo.Loader(address, "broken", spec={**spec, "dataset": "broken", "max_bad_samples": 3}):\n    pass',
      advice:
        'Repair or delete the files. If you can do without them, raise `max_bad_samples`, which may change during a run.',
    },
    {
      title: 'An unknown dataset',
      typescript: "await client.openRun('baseline', { ...spec, dataset: 'imagenet' });",
      advice:
        'The id is the one that the server was started with: `--data ID=PLACE`, or a key of `datasets` in its configuration file.',
    },
    {
      title: 'A path instead of a dataset',
      python: 'crescendo.connect(address).open_run("baseline", {**spec, "dataset": "/data/imagenet/train"})',
      advice: 'Start the server with `--data train=/data/imagenet/train`, and write `"dataset": "train"`.',
    },
  ],
};
