import type { Chapter } from './mistake.ts';

export const TRAINER: Chapter = {
  title: 'The training loop',
  mistakes: [
    {
      title: 'A DataLoader that makes batches of batches',
      python: 'next(iter(DataLoader(CrescendoDataset(address, "loop", spec=spec), batch_size=64)))',
      advice: 'The items of the dataset are whole batches.',
    },
    {
      title: 'A DataLoader that shuffles',
      python: 'DataLoader(CrescendoDataset(address, "loop", spec=spec), batch_size=None, shuffle=True)',
      advice:
        'This message is one of PyTorch. Leave out `shuffle` and `sampler`: the server draws the order of every epoch.',
    },
    {
      title: 'Several worker processes',
      python: `loader = DataLoader(CrescendoDataset(address, "loop", spec=spec), batch_size=None, num_workers=4)
next(iter(loader))`,
      advice: "PyTorch shows this below the worker's stack. The server has the workers.",
    },
    {
      title: 'A loop over epochs',
      python: `dataset = CrescendoDataset(address, "epochs", spec=spec)
for epoch in range(2):
    for images, labels, info in dataset:
        pass`,
      advice:
        'This is a warning. The first iteration is the whole run, and all others are empty. Write `for epoch in dataset.epochs(90): for images, labels, info in epoch:`.',
    },
    {
      title: 'Mixed images with plain labels',
      python: 'next(iter(CrescendoDataset(address, "mixed", spec={**spec, "mixing": {}})))',
      advice:
        'A loss of mixed images and plain labels falls too, but the model learns that an image of two classes has one.',
    },
    {
      title: 'A mean in bytes',
      python:
        'CrescendoDataset(address, "loop", spec=spec, output="normalized", mean=[123.7, 116.3, 103.5], std=[58.4, 57.1, 57.4])',
      advice: 'The images would be almost constant. Leave both out: the default is the mean and deviation of the run.',
    },
    {
      title: 'A learning rate by step',
      python: `learning_rate = crescendo.schedules.warmup_cosine(1e-3)
for batch in crescendo.Loader(address, "rate", spec=spec):
    rate = learning_rate(batch.step)`,
      advice:
        'Early steps of a curriculum cost less than late ones, so a rate follows the budget. Crescendo cannot notice this in a scheduler of another library, which counts steps or epochs: it would decay too early.',
    },
    {
      title: 'Validation without validation data',
      python: 'next(iter(CrescendoDataset(address, "loop", spec=spec, split="val")))',
      advice: 'The validation data of a run may change while it is trained, so it can be added to a run that exists.',
    },
  ],
};
