import { gzipSync } from 'node:zlib';
import type { Attack } from './attack.ts';
import { call, connection, flood, framed } from './calls.ts';

const MIB = 1024 * 1024;
const AT_ONCE = 8;
/** What a compressed message of 260 kB becomes. */
const BOMB_BYTES = 256 * MIB;
const LARGE_BYTES = 4 * MIB;

/** Messages above the server's limit of 1 MiB, by turns as they are and compressed a thousand times. */
export const bombs: Attack = {
  name: 'attack-bombs',
  what: 'requests of 4 MiB, and of 260 kB that decompress to 256 MiB',
  begin: async (target) => {
    const bomb = framed(gzipSync(Buffer.alloc(BOMB_BYTES), { level: 9 }), true);
    const large = framed(Buffer.alloc(LARGE_BYTES));
    const sessions = Array.from({ length: AT_ONCE }, () => connection(target.address));
    target.ready();
    await flood(target, AT_ONCE, async (k) => {
      if (sessions[k]!.closed || sessions[k]!.destroyed) sessions[k] = connection(target.address);
      const compressed = k % 2 === 0;
      const headers = compressed ? { 'grpc-encoding': 'gzip' } : {};
      const outcome = await call(sessions[k]!, 'OpenRun', compressed ? bomb : large, headers);
      return `${compressed ? 'bomb' : 'large'}: ${outcome}`;
    });
    for (const session of sessions) session.destroy();
  },
};
