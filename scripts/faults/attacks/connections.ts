import type { ClientHttp2Session } from 'node:http2';
import type { Attack } from './attack.ts';
import { call, connection, flood, framed, GetRunRequest } from './calls.ts';

const CONNECTIONS = 2000;
const AT_ONCE = 50;

/** Two thousand connections that stay; the oldest is then replaced by a new one, again and again. */
export const connections: Attack = {
  name: 'attack-connections',
  what: `${CONNECTIONS.toLocaleString('en')} connections with a call each, which are then replaced one by one`,
  begin: async (target) => {
    const sessions: ClientHttp2Session[] = [];
    const body = framed(GetRunRequest.encode({ run: target.run }).finish());
    await flood(target, AT_ONCE, async () => {
      const session = connection(target.address);
      sessions.push(session);
      if (sessions.length === CONNECTIONS) target.ready();
      if (sessions.length > CONNECTIONS) sessions.shift()!.destroy();
      return call(session, 'GetRun', body);
    });
    for (const session of sessions) session.destroy();
  },
};
