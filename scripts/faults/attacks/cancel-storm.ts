import { constants } from 'node:http2';
import type { Attack } from './attack.ts';
import { begin, connection, flood, openRun, subscription } from './calls.ts';

const CONNECTIONS = 8;
const AT_ONCE = 32;

/** Subscriptions to a stream of batches, each cancelled as soon as its first message is on its way. */
export const cancelStorm: Attack = {
  name: 'attack-cancel-storm',
  what: `subscriptions that are cancelled at once, ${AT_ONCE} at a time`,
  begin: async (target) => {
    await openRun(target, 'cancelled');
    const sessions = Array.from({ length: CONNECTIONS }, () => connection(target.address));
    const body = subscription('cancelled');
    target.ready();
    await flood(target, AT_ONCE, (k) => {
      // HTTP/2 servers end connections that cancel too much.
      if (sessions[k % CONNECTIONS]!.closed || sessions[k % CONNECTIONS]!.destroyed) {
        target.count('connection ended by the server');
        sessions[k % CONNECTIONS] = connection(target.address);
      }
      const stream = begin(sessions[k % CONNECTIONS]!, 'StreamBatches');
      return new Promise((resolve) => {
        stream.on('close', () => resolve('cancelled'));
        stream.resume();
        stream.write(body, () => stream.close(constants.NGHTTP2_CANCEL));
      });
    });
    for (const session of sessions) session.destroy();
  },
};
