import { setTimeout as sleep } from 'node:timers/promises';
import { disturb } from './disturbed.ts';
import type { Fault } from './fault.ts';

/** A freeze that nobody need notice, in milliseconds. */
const SHORT_MS = 500;

/** SIGSTOP of the server: every second time until the client says that nobody answers, otherwise for a moment. */
export const freezeServer: Fault = {
  name: 'freeze-server',
  what: 'SIGSTOP of the server, then SIGCONT',
  trials: 20,
  run: (options) =>
    disturb(options, {
      trainerOptions: () => ({ impatient: true }),
      disturb: async (run, trial) => {
        const { notices } = run.trainer;
        run.server.process.kill('SIGSTOP');
        if (trial % 2 === 0) await sleep(run.draw(SHORT_MS));
        else await run.trainer.until(() => run.trainer.notices > notices);
        run.server.process.kill('SIGCONT');
      },
    }),
};

/** SIGSTOP of the trainer for up to a second. */
export const freezeTrainer: Fault = {
  name: 'freeze-trainer',
  what: 'SIGSTOP of the trainer for up to 1 s, then SIGCONT',
  trials: 20,
  run: (options) =>
    disturb(options, {
      disturb: async (run) => {
        run.trainer.process.kill('SIGSTOP');
        await sleep(run.draw(2 * SHORT_MS));
        run.trainer.process.kill('SIGCONT');
      },
    }),
};

/** Longer than the server waits for an answer to its keepalive, 40 s, and than a lease holds, 60 s. */
const LONG_MS = 70_000;

/** SIGSTOP of the trainer until the server has given it up: it takes its rank back. */
export const loseTrainer: Fault = {
  name: 'freeze-trainer-long',
  what: 'SIGSTOP of the trainer for 70 s: the server closes its stream, and its lease ends',
  trials: 6,
  run: (options) =>
    disturb(options, {
      disturb: async (run) => {
        run.trainer.process.kill('SIGSTOP');
        await sleep(LONG_MS);
        run.trainer.process.kill('SIGCONT');
      },
    }),
};
