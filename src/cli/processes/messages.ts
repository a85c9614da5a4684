/** What passes between a supervisor and the serving processes that it has started. */

/** From a member: it listens. */
export interface MemberReady {
  kind: 'ready';
  address: string;
  workers: number;
  spectral: { used: string; why: string };
}

/** To a member: where the others listen. */
export interface Siblings {
  kind: 'siblings';
  addresses: readonly string[];
}

/** Environment variable that tells a process which member it is: "1/4" for the first of four. */
export const MEMBER = 'CRESCENDO_MEMBER';
