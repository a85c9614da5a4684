/** The servers that this client can work with. See `Version` in the contract. */

import { type crescendo, v1 } from '@crescendo/proto';
import { CrescendoError } from './errors.ts';
import { VERSION } from './package-version.ts';
import { neededRevision, type RunSpec } from './spec.ts';

/** The revision of the newest field that every request of this client has: a server must know it. */
const LEAST_SERVER_REVISION = 0;

/** This client's version, as sent to servers. */
export const CLIENT_VERSION: Readonly<crescendo.v1.IVersion> = {
  revision: Math.max(...Object.values(v1.ContractRevision).filter((value) => typeof value === 'number')),
  leastPeerRevision: LEAST_SERVER_REVISION,
  program: `@crescendo/client ${VERSION}`,
};

/** What this client tells a server when it opens a run: the server must know the newest field that the spec uses. */
export function clientVersion(spec: RunSpec | undefined): Readonly<crescendo.v1.IVersion> {
  const needed = spec === undefined ? 0 : neededRevision(spec);
  return { ...CLIENT_VERSION, leastPeerRevision: Math.max(LEAST_SERVER_REVISION, needed) };
}

/**
 * Refuses a server that cannot work with this client, because a server older than revisions does not check the client's
 * version. Throws `FAILED_PRECONDITION`, reason `VERSION_SKEW`.
 */
export function checkServerVersion(server: crescendo.v1.IVersion | null | undefined, client = CLIENT_VERSION): void {
  const known = server?.revision ?? 0;
  const needed = client.leastPeerRevision ?? 0;
  const [revision, least] = [client.revision ?? 0, server?.leastPeerRevision ?? 0];
  if (known < needed) throw skew(server, client, 'server', known, needed);
  if (revision < least) throw skew(server, client, 'client', revision, least);
}

/** @param old the side whose revision is below what the other one needs */
function skew(
  server: crescendo.v1.IVersion | null | undefined,
  client: crescendo.v1.IVersion,
  old: 'client' | 'server',
  revision: number,
  least: number,
): CrescendoError {
  const programs = { client: client.program ?? '', server: server?.program || 'a server that states no version' };
  const other = old === 'client' ? 'server' : 'client';
  const message =
    `incompatible client and server: ${programs[old]} (the ${old}) knows revision ${revision} of the contract, and ` +
    `${programs[other]} (the ${other}) needs revision ${least} or later; upgrade the ${old}`;
  const metadata = { ...programs, upgrade: old, field: 'revision', value: String(revision), bound: String(least) };
  return new CrescendoError('FAILED_PRECONDITION', message, { reason: 'VERSION_SKEW', metadata });
}
