import type { BatchCall } from '../delivery/call.ts';
import { rawStream } from '../delivery/framed-write.ts';
import { CrescendoError } from '../errors.ts';
import { callFailure } from './status.ts';

/** Whose stream it is: one client has at most one stream of a rank and split. */
export interface StreamOwner {
  run: string;
  worldSize: number;
  rank: number;
  split: 'train' | 'val';
  /** The id that the client gives itself; empty from clients that give none. */
  client: string;
  /** Name of its token; empty without access control. */
  token: string;
}

interface Running {
  call: BatchCall;
  over: Promise<unknown>;
}

/**
 * The streams of this server by their owner. A client that subscribes again has lost its connection, which the server may
 * notice much later: until then the old stream would hold the batch memory that the new one needs.
 */
export class TrainerStreams {
  readonly #streams = new Map<string, Running>();

  /** Ends the owner's stream, if it has one, and waits until its memory is free. */
  async displace(owner: StreamOwner): Promise<void> {
    const running = this.#streams.get(keyOf(owner));
    if (owner.client === '' || running === undefined) return;
    end(running.call);
    await running.over;
  }

  /**
   * Notes a stream that has begun.
   *
   * @param over settles once the stream holds nothing any more
   */
  enter(owner: StreamOwner, call: BatchCall, over: Promise<unknown>): void {
    if (owner.client === '') return;
    const key = keyOf(owner);
    const running = { call, over: over.catch(() => {}) };
    this.#streams.set(key, running);
    void running.over.then(() => {
      if (this.#streams.get(key) === running) this.#streams.delete(key);
    });
  }
}

const keyOf = ({ run, worldSize, rank, split, client, token }: StreamOwner): string =>
  JSON.stringify([run, worldSize, rank, split, client, token]);

/** Ends a call whose client is gone. A status would wait behind what the connection never takes. */
function end(call: BatchCall): void {
  const stream = rawStream(call);
  if (stream !== undefined) stream.destroy();
  else call.emit('error', callFailure(new CrescendoError('PROTOCOL', 'the client has subscribed again')));
}
