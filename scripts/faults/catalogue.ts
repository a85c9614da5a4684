import { BESIDE } from './beside.ts';
import { CLUSTER } from './cluster/chaos.ts';
import type { Fault } from './fault.ts';
import { freezeServer, freezeTrainer, loseTrainer } from './freeze.ts';
import { killServer } from './kill-server.ts';
import { killTrainer } from './kill-trainer.ts';
import { killWorker } from './kill-worker.ts';
import { powerLoss } from './power-loss.ts';

/** The rows of the table in docs/reliability.md, in its order. */
export const FAULTS: readonly Fault[] = [
  killServer,
  killTrainer,
  killWorker,
  freezeServer,
  freezeTrainer,
  loseTrainer,
  powerLoss,
  ...CLUSTER,
  ...BESIDE,
];
