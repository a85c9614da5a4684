import type { Attack } from './attack.ts';
import { call, connection, flood, framed, GetRunRequest } from './calls.ts';

const CONNECTIONS = 4;
const AT_ONCE = 128;

/** As many calls of GetRun as the server answers. */
export const smallMessages: Attack = {
  name: 'attack-small-messages',
  what: `GetRun without a pause, ${AT_ONCE} calls at once`,
  begin: async (target) => {
    const sessions = Array.from({ length: CONNECTIONS }, () => connection(target.address));
    const body = framed(GetRunRequest.encode({ run: target.run }).finish());
    target.ready();
    await flood(target, AT_ONCE, (k) => call(sessions[k % CONNECTIONS]!, 'GetRun', body));
    for (const session of sessions) session.destroy();
  },
};
