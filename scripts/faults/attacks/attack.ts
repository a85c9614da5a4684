/** What an attack is given. */
export interface Target {
  address: string;
  /** A run that an honest trainer reads. */
  run: string;
  /** A spec of which the attack may open runs, as the bytes of a RunSpec message. */
  spec: Uint8Array;
  /** The attacker's token; empty if the server controls no access. */
  token: string;
  /** Aborted when the attack must end. */
  signal: AbortSignal;
  /** Counts something that the attack has done, by its outcome. */
  count(outcome: string): void;
  /** Says that the attack has its full strength. */
  ready(): void;
}

/** Load of which an honest trainer must not notice much. It is bounded in number, and ends with the signal. */
export interface Attack {
  name: string;
  what: string;
  /** Quotas of the attacker's token, as in a token file. Without them, the server controls no access. */
  quotas?: string;
  begin(target: Target): Promise<void>;
}
