import { type OrderedSamples, orderedDigest } from '../plan/sample-order.ts';
import type { Shards } from '../plan/sampling/shard-table.ts';
import type { RunSpec } from '../spec/spec.ts';
import type { Manifest } from './manifest.ts';
import type { RunData } from './mixture/run-data.ts';

/** Where samples lie in the objects of a container; a folder's manifest has neither. */
interface Placed {
  /** The objects that hold many samples each. */
  objects?: { readonly count: number; length(shard: number): number } | undefined;
  /** The object of sample `index`, and its place there. */
  place?(index: number): { readonly object: number };
}

const known = new WeakMap<Placed, Shards>();

/** The shards of a manifest's samples, always the same object; undefined if each sample has a file of its own. */
export function shardsOf(manifest: Pick<Manifest, 'sampleCount'> & Placed): Shards | undefined {
  const { objects } = manifest;
  if (objects === undefined || manifest.place === undefined) return undefined;
  let shards = known.get(manifest);
  if (shards === undefined) {
    shards = { count: objects.count, of: (index) => manifest.place!(index).object };
    known.set(manifest, shards);
  }
  return shards;
}

/** Bytes of each shard's object; undefined if each sample has a file of its own. */
export function bytesOfShards({ objects }: Pick<Manifest, 'sampleCount'> & Placed): number[] | undefined {
  return objects && Array.from({ length: objects.count }, (_, shard) => objects.length(shard));
}

/** What the order of a run's samples depends on: its dataset, or the datasets of its mixture. */
export function orderedSamples(data: Pick<RunData, 'id' | 'manifest' | 'mixed'>): OrderedSamples[] {
  return (data.mixed ?? [data]).map(({ id, manifest }) => ({
    id,
    sampleCount: manifest.sampleCount,
    shards: shardsOf(manifest),
  }));
}

/** SHA-256 of what a run's batches are drawn from; with windows of shards, and which samples lie in which shard. */
export function dataDigest(spec: RunSpec, data: RunData): string {
  return orderedDigest(spec, orderedSamples(data), data.manifest.digest);
}
