/** Which clients this server can work with. See `Version` in the contract. */

import { type crescendo, v1 } from '@crescendo/proto';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { RunSpec } from '../spec/spec.ts';
import { VERSION } from '../version.ts';

/**
 * The least revision of the contract that a client must know. Raise it when the server no longer understands a message
 * that older clients send.
 */
const LEAST_CLIENT_REVISION = 0;

const SERVER: Readonly<crescendo.v1.IVersion> = {
  revision: Math.max(...Object.values(v1.ContractRevision).filter((value) => typeof value === 'number')),
  leastPeerRevision: LEAST_CLIENT_REVISION,
  program: `crescendo ${VERSION}`,
};

/** The revision of rectangular images: an older client takes the bandwidth for both sides. */
const RECTANGLES_REVISION = v1.ContractRevision.CONTRACT_REVISION_4;

/** The revision of mixtures: an older client of several servers looks for the one dataset of the run in each of them. */
const MIXTURES_REVISION = v1.ContractRevision.CONTRACT_REVISION_6;

/** This server's version, as sent to clients. */
export function serverVersion(): crescendo.v1.IVersion {
  return SERVER;
}

/** The same with what a client must know to read the batches of a run. */
export function serverVersionFor({
  base_size: baseSize,
  datasets,
}: Pick<RunSpec, 'base_size' | 'datasets'>): crescendo.v1.IVersion {
  const rectangles = typeof baseSize === 'number' ? 0 : RECTANGLES_REVISION;
  const mixtures = datasets === undefined ? 0 : MIXTURES_REVISION;
  return { ...SERVER, leastPeerRevision: Math.max(LEAST_CLIENT_REVISION, rectangles, mixtures) };
}

/**
 * Refuses a client that cannot work with this server.
 *
 * @param client the version that the client states; absent from clients older than revisions
 * @throws VERSION_SKEW if one side needs a newer other side, INVALID_FIELD if the client's name is too long
 */
export function checkClientVersion(client: crescendo.v1.IVersion | null | undefined, server = serverVersion()): void {
  const { revision = 0, leastPeerRevision: needed = 0 } = client ?? {};
  const program = client?.program || 'a client that states no version';
  if (program.length > LIMITS.nameLength) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `client_version.program has ${program.length} characters; at most ${LIMITS.nameLength} are allowed`,
      { field: 'client_version.program', value: String(program.length), bound: String(LIMITS.nameLength) },
    );
  }
  const [known, least] = [server.revision ?? 0, server.leastPeerRevision ?? 0];
  if ((revision ?? 0) < least) throw skew(server, program, 'client', revision ?? 0, least);
  if (known < (needed ?? 0)) throw skew(server, program, 'server', known, needed ?? 0);
}

/** @param old the side whose revision is below what the other one needs */
function skew(
  server: crescendo.v1.IVersion,
  client: string,
  old: 'client' | 'server',
  revision: number,
  least: number,
): CrescendoError {
  const programs = { client, server: server.program ?? '' };
  const other = old === 'client' ? 'server' : 'client';
  return new CrescendoError(
    'VERSION_SKEW',
    `incompatible client and server: ${programs[old]} (the ${old}) knows revision ${revision} of the contract, and ` +
      `${programs[other]} (the ${other}) needs revision ${least} or later; upgrade the ${old}`,
    { ...programs, upgrade: old, field: 'revision', value: String(revision), bound: String(least) },
  );
}
