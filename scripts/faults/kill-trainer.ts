import { disturb } from './disturbed.ts';
import type { Fault } from './fault.ts';

/** kill -9 of the trainer at a random moment; another one continues from its checkpoint, which is up to five steps old. */
export const killTrainer: Fault = {
  name: 'kill-trainer',
  what: 'kill -9 of the trainer',
  trials: 50,
  run: (options) =>
    disturb(options, {
      trainerOptions: (scene) => ({ checkpoint: scene.newPath('checkpoint.json') }),
      disturb: async (run) => {
        await run.trainer.kill();
        run.restartTrainer();
      },
    }),
};
