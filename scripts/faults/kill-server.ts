import { disturb } from './disturbed.ts';
import type { Fault } from './fault.ts';

/** kill -9 of the server at a random moment; it is started again with the same state file. */
export const killServer: Fault = {
  name: 'kill-server',
  what: 'kill -9 of the server',
  trials: 100,
  run: (options) =>
    disturb(options, {
      disturb: async (run) => {
        await run.server.stop('SIGKILL');
        await run.restartServer();
      },
    }),
};
