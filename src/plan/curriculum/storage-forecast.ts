/** What reading a dataset from an object store takes: requests, their price, requests in flight, and a cache. */

/** Bytes of a request for a part of a whole shard. */
export const PART_BYTES = 8 * 1024 * 1024;

/**
 * US dollars for 1,000 GET requests: S3 Standard in us-east-1, as listed in 2025. Traffic out of the region costs more
 * than all requests, and is not counted.
 */
export const S3_PRICE_PER_1000_GETS = 0.0004;

export interface StorageInput {
  sampleCount: number;
  /** Bytes of all encoded images. */
  imageBytes: number;
  /** Bytes of each shard. */
  shardBytes: readonly number[];
  /** Shards of a window; undefined with scope global. */
  windowShards: number | undefined;
  /** Passes over the data of the whole run. */
  epochs: number;
  /** Images per second that the servers must read at most; undefined if it is not known. */
  imagesPerSecond: number | undefined;
  /** Milliseconds until the store answers a request. */
  latencyMs: number;
  /** Price in dollars. */
  pricePer1000Gets: number;
}

/** One way of reading. */
export interface ReadingForecast {
  /** Of each pass over the data. */
  requests: number;
  bytes: number;
  /** Dollars for the requests of a pass, and of the whole run. */
  price: number;
  run_price: number;
  /** Requests that must be under way at the same time for the rate. */
  in_flight?: number;
}

export interface StorageForecast {
  scope: 'global' | 'window';
  shards: number;
  largest_shard_bytes: number;
  /** Each image by a request of its own, with either scope and without a cache. */
  ranges: ReadingForecast;
  /** Each shard once a pass, in parts of 8 MiB, through a cache of `cache_bytes`. */
  whole_shards: ReadingForecast;
  /** All shards with scope global; with windows, the largest shards that a window may have. */
  cache_bytes: number;
  latency_ms: number;
}

export function storageForecast(input: StorageInput): StorageForecast {
  const { sampleCount, imageBytes, shardBytes, windowShards } = input;
  const sizes = [...shardBytes].sort((a, b) => b - a);
  const sum = (all: readonly number[]): number => all.reduce((total, bytes) => total + bytes, 0);
  const total = sum(sizes);
  const parts = sum(sizes.map((bytes) => Math.ceil(bytes / PART_BYTES)));
  return {
    scope: windowShards === undefined ? 'global' : 'window',
    shards: sizes.length,
    largest_shard_bytes: sizes[0] ?? 0,
    ranges: reading(input, sampleCount, imageBytes),
    whole_shards: reading(input, parts, total),
    cache_bytes: windowShards === undefined ? total : sum(sizes.slice(0, windowShards)),
    latency_ms: input.latencyMs,
  };
}

function reading(
  { sampleCount, epochs, imagesPerSecond, latencyMs, pricePer1000Gets }: StorageInput,
  requests: number,
  bytes: number,
): ReadingForecast {
  const price = (requests / 1000) * pricePer1000Gets;
  if (imagesPerSecond === undefined) return { requests, bytes, price, run_price: price * epochs };
  // Little's law: requests per second times the seconds that each takes.
  const rate = (imagesPerSecond / sampleCount) * requests;
  return { requests, bytes, price, run_price: price * epochs, in_flight: Math.ceil((rate * latencyMs) / 1000) };
}
