import type { Attack } from './attack.ts';
import { call, connection, flood, openRunRequest } from './calls.ts';

const CONNECTIONS = 4;
const AT_ONCE = 16;

/** New runs as fast as the server makes them, each of which waits for the disk. */
export const openRuns: Attack = {
  name: 'attack-open-runs',
  what: `OpenRun with a new name each time, ${AT_ONCE} at once`,
  begin: async (target) => {
    const sessions = Array.from({ length: CONNECTIONS }, () => connection(target.address));
    const started = Date.now();
    let opened = 0;
    target.ready();
    await flood(target, AT_ONCE, (k) => {
      opened += 1;
      const name = `attack-${started}-${opened}`;
      return call(sessions[k % CONNECTIONS]!, 'OpenRun', openRunRequest(name, target.spec));
    });
    for (const session of sessions) session.destroy();
  },
};
