import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { disturb } from './disturbed.ts';
import type { Fault } from './fault.ts';
import type { Scene } from './scene.ts';

const hook = new URL('./terminate-workers.ts', import.meta.url);

/** Where the hook counts its deeds. */
const reportOf = (scene: Scene): string => `${scene.folder}/terminated`;

function terminated(scene: Scene): number {
  const report = reportOf(scene);
  return existsSync(report) ? statSync(report).size : 0;
}

/** The death of one worker thread of the server, at a random moment. */
export const killWorker: Fault = {
  name: 'kill-worker',
  what: 'death of one worker thread of the server',
  trials: 20,
  run: (options) =>
    disturb(options, {
      serverOptions: (scene) => ({
        node: ['--import', pathToFileURL(hook.pathname).href],
        env: { ...process.env, CRESCENDO_FAULTS_TERMINATED: reportOf(scene) },
      }),
      // At full speed, so that the workers are busy.
      trainerOptions: () => ({ paceMs: 0 }),
      disturb: async (run) => {
        const before = terminated(run.scene);
        run.server.process.kill('SIGUSR2');
        while (terminated(run.scene) === before) await sleep(5);
      },
    }),
};
