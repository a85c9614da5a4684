import type { Chapter } from './mistake.ts';

export const RUNS: Chapter = {
  title: 'The life of a run',
  mistakes: [
    {
      title: 'The trainer is restarted without its checkpoint',
      python: `with crescendo.Loader(address, "restarted", spec=spec) as loader:
    for batch in loader:
        if batch.step == 5:
            break  # the first process ends here
next(crescendo.Loader(address, "restarted", spec=spec))`,
      advice:
        'The server cannot know which weights are loaded. [restarts.md](restarts.md) says what happens when what restarts.',
    },
    {
      title: 'The run is finished',
      python: `for batch in crescendo.Loader(address, "finished", spec=spec):
    pass
next(crescendo.Loader(address, "finished", spec=spec))`,
      advice: 'A second `python train.py` would otherwise do nothing and exit with 0.',
    },
    {
      title: 'Another spec under the same name',
      python: `client = crescendo.connect(address)
client.open_run("changed", spec)
client.open_run("changed", {**spec, "seed": 1})`,
      advice: 'A name belongs to one spec, so that a run is never continued with another one by accident.',
    },
    {
      title: 'Two trainers of one rank',
      python: `first = crescendo.Loader(address, "twice", spec=spec)
next(first)
next(crescendo.Loader(address, "twice", spec=spec))`,
      advice:
        'In a job of several processes, this means that they did not say which rank they are: initialise `torch.distributed` before the dataset is made, or pass `rank` and `world_size`.',
    },
    {
      title: 'A rank that does not exist',
      python: 'crescendo.Loader(address, "baseline", spec=spec, rank=4, world_size=4)',
      advice: 'Ranks are counted from 0.',
    },
    {
      title: 'The state of another run',
      python: `state = crescendo.Loader(address, "one", spec=spec).state_dict()
crescendo.Loader(address, "other", spec={**spec, "seed": 1}).load_state_dict(state)`,
      advice:
        'To continue a checkpoint under another name or with another spec, fork its run ([runs.md](runs.md#forks)).',
    },
    {
      title: 'The whole checkpoint instead of its state',
      python: `loader = crescendo.Loader(address, "one", spec=spec)
checkpoint = {"model": {}, "data": loader.state_dict()}
loader.load_state_dict(checkpoint)`,
      advice: 'Write `load_state_dict(checkpoint["data"])`.',
    },
    {
      title: 'A run that nobody has opened',
      typescript: "await client.openRun('basline');",
      advice: '`crescendo runs` lists the runs. Without a spec, a client can only join one of them.',
    },
    {
      title: 'Deleting a run that is being trained',
      python: `loader = crescendo.Loader(address, "busy", spec=spec)
next(loader)
crescendo.connect(address).delete_run("busy")`,
      advice: 'Stop the trainer first. `crescendo runs show NAME` says who it is.',
    },
  ],
};
