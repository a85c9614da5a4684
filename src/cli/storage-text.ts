import type { ReadingForecast, StorageForecast } from '../plan/curriculum/storage-forecast.ts';
import { inBytes } from './bytes.ts';
import { table } from './table.ts';

/** What reading the shards takes, as a table with a line on the cache. */
export function storageText(storage: StorageForecast): string {
  const { ranges, whole_shards: whole, scope, shards, cache_bytes: cache } = storage;
  const row = (title: string, { requests, bytes, price, run_price: run, in_flight: inFlight }: ReadingForecast) => [
    ...[title, String(requests), inBytes(bytes), dollars(price), dollars(run)],
    ...(inFlight === undefined ? [] : [String(inFlight)]),
  ];
  const inFlight = ranges.in_flight === undefined ? [] : [`in flight at ${storage.latency_ms} ms`];
  const head = ['a pass from storage', 'requests', 'bytes', 'price', 'of the run', ...inFlight];
  const rows = [row('an image each', ranges), row('whole shards, 8 MiB each', whole)];
  const needs =
    scope === 'global'
      ? `Scope global: whole shards need a cache of all ${shards} shards, ${inBytes(cache)}; without it, each image is a request.`
      : `Scope window: whole shards need a cache of ${inBytes(cache)} for one window, and of twice that to read the next one ahead.`;
  return `${table(head, rows)}\n${needs}`;
}

function dollars(price: number): string {
  return price >= 100 ? `$${price.toFixed(0)}` : `$${price.toFixed(price >= 0.1 ? 2 : 4)}`;
}
