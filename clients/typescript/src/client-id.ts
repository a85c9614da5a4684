import { randomUUID } from 'node:crypto';

/** Ids of streams that are closed, by the rank that they read. */
const free = new Map<string, string>();

/**
 * An id for a trainer of `rank`, which no other trainer has; see `Subscribe.client_id` of the contract. A stream that
 * follows a closed one gets the id of that one, because the server may not have seen its end yet.
 *
 * @param rank what identifies the rank: run, world size and rank
 */
export function takeClientId(rank: string): string {
  const id = free.get(rank) ?? randomUUID();
  free.delete(rank);
  return id;
}

/** Leaves an id to the next stream of the rank in this process. */
export function giveBackClientId(rank: string, id: string): void {
  free.set(rank, id);
}
