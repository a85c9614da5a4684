/** The thread of a cache: tells the index what coming steps need, and fetches that before it is read. */
import { parentPort, workerData } from 'node:worker_threads';
import { toCrescendoError } from '../../errors.ts';
import type { Storage } from '../storage/storage.ts';
import { readChanges } from './changes-text.ts';
import type { UsesChange } from './coming-uses.ts';
import type { ControlSetup, FromThread, ToThread } from './control-protocol.ts';
import { CacheFolder } from './folder.ts';
import { CacheIndex } from './index-of-parts.ts';
import { PartNames, partOf } from './part-names.ts';
import { type ComingPart, Prefetch } from './prefetch.ts';
import { SharedCacheState } from './shared.ts';
import { addStream, advanceStream, type PartUses, removeStreams } from './uses.ts';

const port = parentPort!;
const send = (message: FromThread): void => port.postMessage(message);
const { folder: path, bytes, shared, opener } = workerData as ControlSetup;

/** Changes in one transaction, which others wait for. */
const CHANGES_AT_ONCE = 100;
/** Between two signs of life of this process, in milliseconds. */
const TICK_MS = 1000;
/** Ticks between two looks for what dead processes have left. */
const RECLAIM_TICKS = 5;

/** A stream that this thread tells the index about. */
interface Stream {
  /** Its number in the index. */
  id: number;
  place: string;
  /** What opens the storage of the place. */
  source: unknown;
  names: PartNames;
  parts: Map<string, ComingPart>;
}

function serve(): void {
  const folder = CacheFolder.make(path);
  const state = new SharedCacheState(shared);
  const index = new CacheIndex(folder, { limit: bytes, state });
  const streams = new Map<number, Stream>();
  const prefetch = new Prefetch({
    ...{ folder, index, state },
    open: (place) => openStorage([...streams.values()].find((stream) => stream.place === place)?.source),
    streams: () => [...streams.values()].map(({ id }) => id),
    partOf: (name) => [...streams.values()].map(({ parts }) => parts.get(name)).find((part) => part !== undefined),
  });

  /** The cache may fail; the server goes on without it. */
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch {
      state.add('faults');
    }
  };
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    guarded(() => {
      index.touch([]);
      if (ticks % RECLAIM_TICKS === 0) index.reclaim();
      index.shrink();
      prefetch.resume();
    });
  }, TICK_MS);

  const advance = (stream: Stream, step: number, changes: readonly UsesChange[]): void => {
    const uses = changes.flatMap((change) => usesOf(stream, change));
    for (let at = 0; at < uses.length || at === 0; at += CHANGES_AT_ONCE) {
      const some = uses.slice(at, at + CHANGES_AT_ONCE);
      index.database.write(() => advanceStream(index.database, stream.id, step, some));
    }
    index.shrink();
  };

  const unfollow = (number: number): void => {
    const stream = streams.get(number);
    streams.delete(number);
    if (stream !== undefined) guarded(() => index.database.write(() => removeStreams(index.database, [stream.id])));
  };

  port.on('message', (message: ToThread) => {
    switch (message.kind) {
      case 'follow': {
        const { stream, place, source, step } = message;
        guarded(() => {
          const id = index.database.write(() => addStream(index.database, index.owner, step));
          streams.set(stream, { id, place, source, names: new PartNames(place), parts: new Map() });
        });
        return;
      }
      case 'advance': {
        const stream = streams.get(message.stream);
        if (stream !== undefined) guarded(() => advance(stream, message.step, readChanges(message.changes)));
        send({ kind: 'noted', stream: message.stream });
        guarded(() => prefetch.advance());
        return;
      }
      case 'unfollow':
        unfollow(message.stream);
        return;
      case 'close':
        clearInterval(timer);
        for (const stream of [...streams.keys()]) unfollow(stream);
        void prefetch.close().finally(() => {
          index.close();
          port.close();
        });
    }
  });
  send({ kind: 'opened', free: folder.space().free, used: index.usedBytes });
}

/** Names the part of a change, and keeps what a fetch of it needs. */
function usesOf({ place, names, parts }: Stream, change: UsesChange): PartUses[] {
  const { object, objectLength, version, part, step, again, bytes } = change;
  const whole = {
    object,
    objectLength,
    offset: 0,
    length: objectLength,
    ...(version === undefined ? {} : { version }),
  };
  const name = names.name(whole, part);
  // Nothing is kept of an object whose version is unknown.
  if (name === undefined) return [];
  if (step === undefined) parts.delete(name);
  else parts.set(name, { place, range: partOf(whole, part) });
  return [{ name, bytes, ...(step === undefined ? {} : { step }), ...(again === undefined ? {} : { again }) }];
}

async function openStorage(source: unknown): Promise<Storage> {
  const module = (await import(opener.module)) as Record<string, (source: unknown) => Storage | Promise<Storage>>;
  return await module[opener.name]!(source);
}

try {
  serve();
} catch (error) {
  const { reason, message, metadata } = toCrescendoError(error);
  send({ kind: 'refused', failure: { reason, message, metadata } });
  port.close();
}
