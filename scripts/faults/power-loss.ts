import { disturb } from './disturbed.ts';
import type { Fault } from './fault.ts';
import { checkpointsAtStart, loseUnsynced, type Synced, syncedFrames } from './unsynced.ts';

/**
 * The server's host loses power: the server ends, and of its state file only what had to be on the disk is sure to be
 * there. Every second time the trainer's host loses power too, and another trainer continues from its checkpoint.
 */
export const powerLoss: Fault = {
  name: 'power-loss',
  what: "loss of power of the state's host: writes after the last fsync are dropped, torn or kept at random",
  trials: 60,
  run: (options) => {
    const synced = new Map<string, Synced>();
    return disturb(options, {
      ledger: 'nothing too much',
      trainerOptions: (scene) => ({ checkpoint: scene.newPath('checkpoint.json'), takeover: true }),
      // What was answered before is on the disk: the run itself. Afterwards this run writes only progress, the ledger
      // and leases, which do not wait for the disk.
      beforeTraining: async (opened, state) => {
        await opened();
        synced.set(state, syncedFrames(state));
      },
      disturb: async (run, trial) => {
        const trainedOn = run.trainer.step;
        await run.server.stop('SIGKILL');
        if (trial % 2 === 1) await run.trainer.kill();
        loseUnsynced(run.state, synced.get(run.state)!, () => run.random.nextDouble());
        await run.restartServer();
        // A server that starts counts the generation of its state, which waits for the disk. What a trainer that is back
        // already has written since counts as synced, too: the next loss is then a little smaller than it may be.
        synced.set(run.state, { ...syncedFrames(run.state), atStart: checkpointsAtStart(run.state) });
        await run.checkProgress(trainedOn);
        if (trial % 2 === 1) run.restartTrainer();
      },
    });
  },
};
