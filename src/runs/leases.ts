import type { CommandResults, LeaseAnswer, LeaseCommand, LeaseMember, StoredLease } from './store/store.ts';

/** A member that has given no sign of life for so many leases is forgotten when the lease gets another member. */
const FORGOTTEN_AFTER = 10;

/**
 * What a command about a lease does to the lease of its rank, for every store. A lease lasts while one of its members has
 * not expired.
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
  if (command.kind === 'take-lease') {
    // A client that reconnects takes its own lease back, before the server has noticed that the old stream is dead.
    const back = lease !== undefined && lease.client === command.client;
    if (lease !== undefined && !back && !command.takeover && leaseExpiry(lease) > now) {
      return { lease, answer: { held: false, by: heldBy(lease, now) } };
    }
    return { lease: takenLease(back ? lease : undefined, command, now), answer: { held: true } };
  }
  const others = lease?.members.filter(({ stream }) => stream !== command.stream) ?? [];
  const own = lease !== undefined && others.length < lease.members.length;
  if (command.kind === 'release-lease') {
    if (!own) return { lease, answer: undefined };
    return { lease: others.length === 0 ? undefined : { ...lease, members: others }, answer: undefined };
  }
  if (!own) return { lease, answer: { held: false, by: lease && heldBy(lease, now) } };
  const member = { stream: command.stream, renewedAt: now, expiresAt: now + command.leaseMs };
  return { lease: { ...lease, members: [...others, member] }, answer: { held: true } };
}

/** @param before the lease that the client has already */
function takenLease(
  before: StoredLease | undefined,
  command: Extract<LeaseCommand, { kind: 'take-lease' }>,
  now: number,
): StoredLease {
  const { place, stream, client, host, leaseMs, shared = false } = command;
  const { worldSize, rank } = place;
  const forgotten = now - FORGOTTEN_AFTER * leaseMs;
  const others = (shared ? (before?.members ?? []) : []).filter(
    (member) => member.stream !== stream && member.expiresAt > forgotten,
  );
  const members = [...others, { stream, renewedAt: now, expiresAt: now + leaseMs }];
  return { worldSize, rank, client, host, takenAt: before?.takenAt ?? now, members };
}

/** When the last member of a lease expires, as Unix time in milliseconds. */
export function leaseExpiry({ members }: StoredLease): number {
  return Math.max(...members.map(({ expiresAt }) => expiresAt));
}

/**
 * What a store has to write after a command about a lease.
 *
 * @returns the streams whose members are gone, and the members that are new or were renewed; all of them if the lease now
 *   belongs to somebody else
 */
export function leaseChanges(
  before: StoredLease | undefined,
  after: StoredLease | undefined,
): { removed: string[]; written: LeaseMember[] } {
  const old = before?.members ?? [];
  const members = after?.members ?? [];
  const same = before !== undefined && after?.client === before.client && after.host === before.host;
  return {
    removed: old.map(({ stream }) => stream).filter((stream) => !members.some((member) => member.stream === stream)),
    written: members.filter((member) => !same || !old.includes(member)),
  };
}

function heldBy(lease: StoredLease, now: number): LeaseAnswer['by'] {
  const renewedAt = Math.max(...lease.members.map((member) => member.renewedAt));
  const { host, takenAt } = lease;
  return { host, heldMs: now - takenAt, silentMs: now - renewedAt, leftMs: leaseExpiry(lease) - now };
}

export function isLeaseCommand(command: { kind: string }): command is LeaseCommand {
  return command.kind.endsWith('-lease');
}
