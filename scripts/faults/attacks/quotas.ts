import type { Attack } from './attack.ts';
import { begin, call, connection, flood, openRunRequest, subscription } from './calls.ts';

const CONNECTIONS = 4;
const AT_ONCE = 16;

/** Runs and streams far beyond what the token may have, each refused. */
export const quotas: Attack = {
  name: 'attack-quotas',
  what: `OpenRun and subscriptions of a token whose quotas are reached, ${AT_ONCE} at once`,
  quotas: 'max-runs=2 max-streams=2',
  begin: async (target) => {
    const headers = { authorization: `Bearer ${target.token}` };
    const sessions = Array.from({ length: CONNECTIONS }, () => connection(target.address));
    const session = (k: number) => {
      const at = k % CONNECTIONS;
      // A server may end connections that call too much.
      if (sessions[at]!.closed || sessions[at]!.destroyed) sessions[at] = connection(target.address);
      return sessions[at]!;
    };
    // All that the token may have: two runs, and two streams that nobody reads.
    for (const k of [0, 1]) {
      const run = `quota-${k}`;
      await call(session(0), 'OpenRun', openRunRequest(run, target.spec), headers);
      begin(session(0), 'StreamBatches', headers).write(subscription(run, 'attacker'));
    }
    target.ready();
    let next = 0;
    await flood(target, AT_ONCE, async (k) => {
      next += 1;
      const opens = k % 2 === 0;
      const body = opens ? openRunRequest(`quota-more-${next}`, target.spec) : subscription('quota-0', 'attacker');
      const outcome = await call(session(k), opens ? 'OpenRun' : 'StreamBatches', body, headers);
      return `${opens ? 'run' : 'stream'}: ${outcome}`;
    });
    for (const each of sessions) each.destroy();
  },
};
