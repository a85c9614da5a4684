import { once } from 'node:events';
import type { Attack } from './attack.ts';
import { begin, connection, framed, WatchRunRequest } from './calls.ts';

const CONNECTIONS = 10;
const STREAMS = 1000;

/** A thousand streams that watch the trainer's run, which changes with every batch. */
export const watchers: Attack = {
  name: 'attack-watchers',
  what: `${STREAMS.toLocaleString('en')} WatchRun streams of the trainer's run`,
  begin: async (target) => {
    const sessions = Array.from({ length: CONNECTIONS }, () => connection(target.address));
    const body = framed(WatchRunRequest.encode({ run: target.run }).finish());
    const first = Array.from({ length: STREAMS }, async (_, k) => {
      const stream = begin(sessions[k % CONNECTIONS]!, 'WatchRun');
      stream.on('data', () => target.count('state'));
      stream.end(body);
      await once(stream, 'response');
    });
    await Promise.all(first);
    target.ready();
    if (!target.signal.aborted) await once(target.signal, 'abort');
    for (const session of sessions) session.destroy();
  },
};
