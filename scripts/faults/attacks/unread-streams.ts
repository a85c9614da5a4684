import { once } from 'node:events';
import type { Attack } from './attack.ts';
import { begin, connection, openRun, subscription } from './calls.ts';

const STREAMS = 64;

/** Streams whose batches nobody reads, as after a connection that only one side has lost. */
export const unreadStreams: Attack = {
  name: 'attack-half-open',
  what: `${STREAMS} streams of batches that nobody reads, on ${STREAMS} connections`,
  begin: async (target) => {
    await openRun(target, 'unread');
    const body = subscription('unread');
    const sessions = Array.from({ length: STREAMS }, () => {
      const session = connection(target.address);
      const stream = begin(session, 'StreamBatches');
      stream.on('response', () => target.count('stream'));
      stream.on('close', () => target.count('closed'));
      stream.write(body);
      return session;
    });
    await Promise.all(sessions.map((session) => once(session, 'connect')));
    target.ready();
    if (!target.signal.aborted) await once(target.signal, 'abort');
    for (const session of sessions) session.destroy();
  },
};
