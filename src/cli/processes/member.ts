import { MEMBER, type MemberReady, type Siblings } from './messages.ts';

/** This process as one of several that serve together. */
export class Member {
  /** Position, from 1, and how many there are. */
  readonly number: number;
  readonly count: number;
  #siblings: readonly string[] = [];

  private constructor(number: number, count: number) {
    this.number = number;
    this.count = count;
    process.on('message', (message: Siblings) => {
      if (message.kind === 'siblings') this.#siblings = message.addresses;
    });
    // A member that cannot start must end: listening for messages alone would keep it alive.
    process.channel?.unref();
    // Without its supervisor nothing would end it: it stops as if it had been told to.
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  }

  /** Undefined if this process was started by itself. */
  static ofThisProcess(): Member | undefined {
    const [, number, count] = /^(\d+)\/(\d+)$/.exec(process.env[MEMBER] ?? '') ?? [];
    return number === undefined || process.send === undefined ? undefined : new Member(Number(number), Number(count));
  }

  /** Where the others listen, as clients of this one reach them. */
  siblings(): readonly string[] {
    return this.#siblings;
  }

  /** Tells the supervisor that this process listens. */
  ready(ready: Omit<MemberReady, 'kind'>): void {
    process.send?.({ kind: 'ready', ...ready } satisfies MemberReady);
  }

  /** Ends the connection to the supervisor, which would keep this process alive. */
  leave(): void {
    process.removeAllListeners('disconnect');
    if (process.connected) process.disconnect();
  }
}
