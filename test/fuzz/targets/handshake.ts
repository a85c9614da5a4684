/**
 * The requests of a stream in shared memory, in any order and with any values: the stream goes on, in chunks if need be, or
 * is refused. Other streams do not notice: from time to time one reads the run through shared memory.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { v1 } from '@crescendo/proto';
import { connect } from '../../../clients/typescript/src/index.ts';
import { SharedRing } from '../../../clients/typescript/src/shared-memory.ts';
import { drawBelow, type RandomStream } from '../../../src/plan/sampling/random-stream.ts';
import type { FuzzTarget } from '../target.ts';
import { answered, RUN, Served } from './served.ts';

/** One request; an answer's proof may be `right`, which only the offer tells. */
type Action =
  | { subscribe: { slots: number; window: number; pull?: boolean } }
  | { answer: 'right' | string }
  | { refuse: string }
  | { release: number; steps: number[] }
  | { progress: number }
  | { fetch: number[]; cancel: number[] };

const SEEDS: Readonly<Record<string, Action[]>> = {
  shared: [
    { subscribe: { slots: 3, window: 2 } },
    { answer: 'right' },
    { release: 1, steps: [] },
    { progress: 0 },
    { release: 1, steps: [2] },
    { progress: 2 },
  ],
  pulled: [
    { subscribe: { slots: 3, window: 3, pull: true } },
    { answer: 'right' },
    { fetch: [0, 2, 1], cancel: [] },
    { release: 0, steps: [2] },
    { fetch: [3], cancel: [1] },
    { progress: 0 },
  ],
  refused: [{ subscribe: { slots: 2, window: 2 } }, { refuse: 'another host' }, { progress: 0 }, { progress: 1 }],
};
const NUMBERS = [0, 1, 2, 3, 5, 6, 7, 64, 2 ** 31, 2 ** 32 - 1, Number.MAX_SAFE_INTEGER];
const TEXTS = ['right', '', '00', 'ff'.repeat(32), 'ff'.repeat(4096), 'x'.repeat(1000)];
/** Every so many inputs, an honest client reads the run. */
const HONEST = 40;

function drawAction(random: RandomStream): Action {
  const number = (): number => NUMBERS[drawBelow(random, NUMBERS.length)]!;
  const text = TEXTS[drawBelow(random, TEXTS.length)]!;
  const numbers = (): number[] => Array.from({ length: drawBelow(random, 4) }, number);
  switch (drawBelow(random, 8)) {
    case 0:
      return { subscribe: { slots: number(), window: number(), pull: drawBelow(random, 2) === 0 } };
    case 1:
      return { answer: text };
    case 2:
      return { refuse: text };
    case 3:
      return { progress: number() };
    case 4:
    case 5:
      return { fetch: numbers(), cancel: numbers() };
    default:
      return { release: number(), steps: numbers() };
  }
}

function mutate(seed: Uint8Array, random: RandomStream): Buffer {
  const actions = JSON.parse(Buffer.from(seed).toString()) as Action[];
  for (let edits = 1 + drawBelow(random, 4); edits > 0; edits -= 1) {
    const at = drawBelow(random, actions.length + 1);
    const kind = drawBelow(random, 4);
    if (kind === 0) actions.splice(at, 1);
    else if (kind === 1) actions.splice(at, 0, drawAction(random));
    // The subscription mostly stays: without it there is no stream.
    else if (kind === 2 && at > 0) actions[at] = drawAction(random);
    else actions.push(...actions.slice(at, at + 1));
  }
  return Buffer.from(JSON.stringify(actions));
}

function requestOf(action: Action, proof: Uint8Array): Uint8Array {
  const encode = (request: object): Uint8Array => v1.StreamBatchesRequest.encode(request).finish();
  if ('subscribe' in action) {
    const { slots, window, pull = false } = action.subscribe;
    return encode({
      subscribe: { run: RUN, worldSize: 1, clientId: 'c', takeover: true, window, sharedMemorySlots: slots, pull },
    });
  }
  if ('answer' in action) {
    return encode({ sharedMemory: { proof: action.answer === 'right' ? proof : Buffer.from(action.answer, 'hex') } });
  }
  if ('refuse' in action) return encode({ sharedMemory: { refusal: action.refuse } });
  if ('fetch' in action) return encode({ fetch: { steps: action.fetch, cancel: action.cancel } });
  if ('progress' in action) return encode({ progress: { consumedStep: action.progress } });
  return encode({ release: { beforeStep: action.release, steps: action.steps } });
}

/** The digests of all batches, in shared memory. */
async function honest(served: Served): Promise<string[]> {
  const client = connect(served.server.address);
  const digests: string[] = [];
  const notices: string[] = [];
  const onNotice = ({ message }: { message: string }): number => notices.push(message);
  const how = { run: RUN, start: 0, takeover: true, sharedMemory: true, onNotice };
  for await (const { images } of client.batches(how)) digests.push(createHash('sha256').update(images).digest('hex'));
  client.close();
  assert.deepEqual(notices, []);
  return digests;
}

let served: Promise<Served> | undefined;
let expected: string[] = [];
let inputs = 0;

export const handshakeTarget: FuzzTarget = {
  name: 'handshake',
  rounds: 120,
  async seeds() {
    if (served === undefined) {
      served = Served.start('/dev/shm');
      await (await served).openRun();
      expected = await honest(await served);
    }
    return Object.fromEntries(
      Object.entries(SEEDS).map(([name, actions]) => [name, Buffer.from(JSON.stringify(actions))]),
    );
  },
  mutate,
  async accepts(input) {
    const server = await served!;
    let actions: Action[];
    try {
      actions = JSON.parse(Buffer.from(input).toString()) as Action[];
    } catch {
      return false;
    }
    const [first, ...rest] = actions;
    const offered = first !== undefined && 'subscribe' in first && first.subscribe.slots > 0;
    let proof: Uint8Array = new Uint8Array();
    const error = await server.exchange(
      'StreamBatches',
      first === undefined ? [] : [requestOf(first, proof)],
      offered ? proofIn : undefined,
      () => rest.map((action) => requestOf(action, proof)),
    );
    function proofIn(answer: Buffer): boolean {
      const { sharedMemoryOffer: offer } = v1.StreamBatchesResponse.decode(answer);
      if (!offer) return false;
      const ring = new SharedRing(v1.SharedMemoryOffer.fromObject(offer));
      proof = ring.proof;
      ring.close();
      return true;
    }
    inputs += 1;
    if (inputs % HONEST === 0) assert.deepEqual(await honest(server), expected);
    return answered(error);
  },
  async close() {
    await (await served)?.close();
    served = undefined;
  },
};
