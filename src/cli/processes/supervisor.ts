import type { ChildProcess } from 'node:child_process';
import type { Logger } from 'pino';
import { siblingAddress } from './members.ts';
import type { MemberReady, Siblings } from './messages.ts';

/** Starts a member. After the first time, `address` is where it listened, and where clients will look for it. */
export type StartMember = (member: number, address: string | undefined) => ChildProcess;

/** How a member has ended: its exit code, or the signal that ended it. */
export type MemberEnd = number | NodeJS.Signals;

interface Slot {
  child: ChildProcess;
  ended: Promise<MemberEnd>;
  ready: MemberReady | undefined;
  /** Where it listens, or listened before it was started again. */
  address: string | undefined;
  /** Starts in a row that did not last. */
  attempts: number;
}

/** What a supervisor does with time. */
export interface Clock {
  now(): number;
  /** Calls `run` after `ms` milliseconds; returns the function that prevents it. */
  after(ms: number, run: () => void): () => void;
}

const CLOCK: Clock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;
/** A member that has lived for so long is started again at once. */
const LASTING_MS = 60_000;

/** Keeps the serving processes alive, tells them of each other, and ends them. */
export class Supervisor {
  readonly #start: StartMember;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #slots: Slot[] = [];
  /** What prevents the starts that are due. */
  readonly #due = new Set<() => void>();
  #stopping = false;
  #changed = (): void => {};

  constructor(start: StartMember, log: Logger, clock: Clock = CLOCK) {
    this.#start = start;
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * Starts `count` members and waits until all of them listen.
   *
   * @returns what they say; or, if one of them has ended before, its position and how, once all have ended
   */
  async start(count: number): Promise<MemberReady[] | { member: number; end: MemberEnd }> {
    const first = Array.from({ length: count }, (_, member) => {
      const slot = this.#launch(member, undefined, 0);
      this.#slots.push(slot);
      return slot.ended.then((end) => ({ member, end }));
    });
    const allReady = async (): Promise<MemberReady[]> => {
      while (this.#slots.some(({ ready }) => ready === undefined)) {
        await new Promise<void>((resolve) => {
          this.#changed = resolve;
        });
      }
      return this.#slots.map(({ ready }) => ready!);
    };
    const outcome = await Promise.race([allReady(), ...first]);
    if (!Array.isArray(outcome)) {
      await this.stop('SIGTERM');
      return outcome;
    }
    for (const [member, slot] of this.#slots.entries()) this.#keep(member, slot);
    return outcome;
  }

  /** Sends a signal to every member, and waits for their end. */
  async stop(signal: NodeJS.Signals): Promise<MemberEnd[]> {
    this.#stopping = true;
    for (const prevent of this.#due) prevent();
    this.#due.clear();
    for (const { child } of this.#slots) child.kill(signal);
    return await Promise.all(this.#slots.map(({ ended }) => ended));
  }

  #launch(member: number, address: string | undefined, attempts: number): Slot {
    const child = this.#start(member, address);
    const ended = new Promise<MemberEnd>((resolve) => {
      child.once('error', (error) => {
        this.#log.error({ process: member + 1 }, `process ${member + 1} does not start: ${error.message}`);
        resolve(1);
      });
      child.once('exit', (code, signal) => resolve(code ?? signal ?? 1));
    });
    const slot: Slot = { child, ended, ready: undefined, address, attempts };
    child.on('message', (message: MemberReady) => {
      if (message.kind !== 'ready') return;
      slot.ready = message;
      slot.address = message.address;
      this.#tellSiblings();
      this.#changed();
    });
    return slot;
  }

  /** Starts a member again whenever it ends. */
  #keep(member: number, slot: Slot): void {
    const began = this.#clock.now();
    void slot.ended.then((end) => {
      if (this.#stopping) return;
      const attempts = this.#clock.now() - began >= LASTING_MS ? 0 : slot.attempts;
      const delay = attempts === 0 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
      this.#log.warn(
        { process: member + 1, end },
        `serving process ${member + 1} has ended (${end}): it is started again in ${delay / 1000} s; clients use the others`,
      );
      const prevent = this.#clock.after(delay, () => {
        this.#due.delete(prevent);
        const next = this.#launch(member, slot.address, attempts + 1);
        this.#slots[member] = next;
        this.#keep(member, next);
      });
      this.#due.add(prevent);
    });
  }

  #tellSiblings(): void {
    for (const slot of this.#slots) {
      const others = this.#slots.flatMap((other) => (other === slot ? [] : (other.address ?? [])));
      const addresses = others.map(siblingAddress);
      if (slot.child.connected) slot.child.send({ kind: 'siblings', addresses } satisfies Siblings);
    }
  }
}
