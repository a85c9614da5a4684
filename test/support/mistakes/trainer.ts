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
      title: 'Validation without validation data',
      python: 'next(iter(CrescendoDataset(address, "loop", spec=spec, split="val")))',
      advice: 'The validation data of a run may change while it is trained, so it can be added to a run that exists.',
    },
  ],
};
