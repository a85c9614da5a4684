import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, test } from 'vitest';
import { type LeaseTiming, RankLease } from '../../../src/runs/rank-lease.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { SqliteDatabase } from '../../../src/runs/store/sqlite-database.ts';
import type { StoredLease, TakeLease } from '../../../src/runs/store/store.ts';
import { RUN } from '../../conformance/run-store.ts';
import { ToyStore } from '../../support/toy-store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-lease-'));
afterAll(() => rmSync(work, { recursive: true }));

const PLACE = { worldSize: 2, rank: 1 };
const one = { client: 'one', host: 'gpu-1', takeover: false };
const two = { client: 'two', host: 'gpu-2', takeover: false };

/** A timing whose ticks come only when they are asked for. */
function manual(): { timing: LeaseTiming; ticking: () => number } {
  const ticks = new Set<() => void>();
  const every: LeaseTiming['every'] = (_, tick) => {
    ticks.add(tick);
    return () => ticks.delete(tick);
  };
  return { timing: { leaseMs: 60_000, every }, ticking: () => ticks.size };
}

async function storeWithRun(): Promise<ToyStore> {
  const store = new ToyStore();
  await store.apply({ kind: 'create-run', run: RUN });
  return store;
}

test('a second trainer should be refused by host and age, until the first one has released the rank', async () => {
  const store = await storeWithRun();
  const { timing, ticking } = manual();
  const first = await RankLease.take(store, 'r', PLACE, one, timing);
  assert.equal(ticking(), 1);
  await assert.rejects(RankLease.take(store, 'r', PLACE, two, timing), {
    reason: 'RANK_TAKEN',
    code: 'FAILED_PRECONDITION',
    message: /rank 1 of 2 of run r.*host gpu-1 has had it for \d+ s.*\d+ s ago.*takeover=True/s,
  });
  // Another rank is another lease.
  await (await RankLease.take(store, 'r', { worldSize: 2, rank: 0 }, two, timing)).release();
  await first.release();
  assert.equal(ticking(), 0);
  await (await RankLease.take(store, 'r', PLACE, two, timing)).release();
});

test('a trainer that reconnects should take its lease back, and its dead stream should not release it', async () => {
  const store = await storeWithRun();
  const { timing } = manual();
  const dead = await RankLease.take(store, 'r', PLACE, one, timing);
  await RankLease.take(store, 'r', PLACE, one, timing);
  await dead.release();
  await assert.rejects(RankLease.take(store, 'r', PLACE, two, timing), { reason: 'RANK_TAKEN' });
});

test('streams of one trainer should share its rank, and a stream that does not share should end them', async () => {
  const store = await storeWithRun();
  const { timing } = manual();
  const shared = { ...one, shared: true };
  const streams = [
    await RankLease.take(store, 'r', PLACE, shared, timing),
    await RankLease.take(store, 'r', PLACE, shared, timing),
  ];
  await streams[0]!.release();
  await streams[1]!.renew();
  await assert.rejects(RankLease.take(store, 'r', PLACE, two, timing), { reason: 'RANK_TAKEN' });
  const alone = await RankLease.take(store, 'r', PLACE, one, timing);
  await streams[1]!.renew();
  await assert.rejects(streams[1]!.lost, { reason: 'RANK_TAKEN' });
  await alone.release();
});

test('members that never come back should be forgotten', () => {
  let now = 1_000_000;
  const database = new SqliteDatabase(':memory:', () => now);
  database.apply({ kind: 'create-run', run: RUN });
  for (let k = 0; k < 100; k += 1) {
    now += 60_000;
    const take = { kind: 'take-lease', run: 'r', place: PLACE, client: 'one', host: 'h', takeover: false } as const;
    database.apply({ ...take, stream: `s${k}`, leaseMs: 60_000, shared: true });
  }
  const lease = database.query({ kind: 'lease', run: 'r', place: PLACE }) as StoredLease;
  assert.ok(lease.members.length < 15, `${lease.members.length} members`);
  database.close();
});

test('a trainer whose rank was taken over should learn who has it', async () => {
  const store = await storeWithRun();
  const { timing, ticking } = manual();
  const first = await RankLease.take(store, 'r', PLACE, one, timing);
  await first.renew();
  const second = await RankLease.take(store, 'r', PLACE, { ...two, takeover: true }, timing);
  await first.renew();
  await assert.rejects(first.lost, { reason: 'RANK_TAKEN', message: /gpu-2 has taken it over. Stop this trainer/ });
  assert.equal(ticking(), 1);
  await second.renew();
  await second.release();
});

test('a store that fails once should not cost the lease', async () => {
  const store = await storeWithRun();
  const first = await RankLease.take(store, 'r', PLACE, one, manual().timing);
  const { apply } = store;
  store.apply = () => Promise.reject(new Error('busy'));
  await first.renew();
  store.apply = apply;
  await first.renew();
  await assert.rejects(RankLease.take(store, 'r', PLACE, two, manual().timing), { reason: 'RANK_TAKEN' });
});

test('a lease should expire by the clock of the store, unless it is renewed', () => {
  let now = 1_000_000;
  const database = new SqliteDatabase(':memory:', () => now);
  database.apply({ kind: 'create-run', run: RUN });
  const take = (client: string, stream: string): TakeLease => ({
    ...{ kind: 'take-lease', run: 'r', place: PLACE, client, stream, host: 'h', leaseMs: 60_000, takeover: false },
  });
  assert.deepEqual(database.apply(take('one', 's1')), { held: true });
  now += 50_000;
  const renew = { kind: 'renew-lease', run: 'r', place: PLACE, stream: 's1', leaseMs: 60_000 } as const;
  assert.deepEqual(database.apply(renew), { held: true });
  now += 59_999;
  const by = { host: 'h', heldMs: 109_999, silentMs: 59_999, leftMs: 1 };
  assert.deepEqual(database.apply(take('two', 's2')), { held: false, by });
  now += 1;
  assert.deepEqual(database.apply(take('two', 's2')), { held: true });
  assert.deepEqual((database.apply(renew) as { held: boolean }).held, false);
  database.close();
});

test('a state file of an older Crescendo, which knew no leases, should be taken over', async () => {
  const path = join(work, 'older.sqlite');
  const older = await SqliteStore.open(path);
  await older.apply({ kind: 'create-run', run: RUN });
  await older.close();
  const database = new DatabaseSync(path);
  database.exec('DROP TABLE leases');
  database.close();
  const store = await SqliteStore.open(path);
  await (await RankLease.take(store, 'r', PLACE, one, manual().timing)).release();
  await store.close();
});
