import type { CommandResults, LeaseAnswer, LeaseCommand, StoredLease } from './store/store.ts';

/**
 * What a command about a lease does to the lease of its rank, for every store.
 *
 * @param lease the lease of the rank, if it has one; a lease that has expired stays until somebody else takes it
 * @param now Unix time of the store in milliseconds
 * @returns the lease afterwards, and the answer
 */
export function changeLease(
  lease: StoredLease | undefined,
  command: LeaseCommand,
  now: number,
): { lease: StoredLease | undefined; answer: CommandResults[LeaseCommand['kind']] } {
  const own = lease?.stream === command.stream;
  if (command.kind === 'release-lease') return { lease: own ? undefined : lease, answer: undefined };
  if (command.kind === 'renew-lease') {
    if (lease === undefined || !own) return { lease, answer: { held: false, by: lease && heldBy(lease, now) } };
    return { lease: { ...lease, renewedAt: now, expiresAt: now + command.leaseMs }, answer: { held: true } };
  }
  const { place, stream, client, host, leaseMs, takeover } = command;
  // A client that reconnects takes its own lease back, before the server has noticed that the old stream is dead.
  const back = lease !== undefined && lease.client === client;
  if (lease !== undefined && !back && !takeover && lease.expiresAt > now) {
    return { lease, answer: { held: false, by: heldBy(lease, now) } };
  }
  const times = { takenAt: back ? lease.takenAt : now, renewedAt: now, expiresAt: now + leaseMs };
  const { worldSize, rank } = place;
  return { lease: { worldSize, rank, stream, client, host, ...times }, answer: { held: true } };
}

function heldBy({ host, takenAt, renewedAt, expiresAt }: StoredLease, now: number): LeaseAnswer['by'] {
  return { host, heldMs: now - takenAt, silentMs: now - renewedAt, leftMs: expiresAt - now };
}

export function isLeaseCommand(command: { kind: string }): command is LeaseCommand {
  return command.kind.endsWith('-lease');
}
