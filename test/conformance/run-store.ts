/** What every store of runs must do. A test file calls `testRunStore` for each store. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { StateQuota } from '../../src/runs/quota.ts';
import {
  CHANGES_WITHIN_MS,
  type Command,
  type IssueBatch,
  type NewRun,
  type ReportProgress,
  type RunStore,
  type TakeLease,
} from '../../src/runs/store/store.ts';

/** The state of a store, apart from the stores that are open on it. */
export interface StoreState {
  /** Opens one more store on the state, as another server would, or the same one after a restart. */
  open(): Promise<RunStore>;
  /** True if the state outlives its last store. */
  durable: boolean;
  /** True if several stores may be open on it at the same time. */
  shared: boolean;
}

export const RUN: NewRun = {
  name: 'r',
  spec: '{}',
  specDigest: 'd',
  manifestDigest: 'm',
  engineVersion: '1',
  createdAt: 5,
};

/** Two stages with four samples for each rank and step. */
const stages = (globalBatch: number) => [
  { index: 0, firstStep: 0, steps: 5, firstPosition: 0, globalBatch },
  { index: 1, firstStep: 5, steps: 1000, firstPosition: 5 * globalBatch, globalBatch },
];

const report = (rank: number, consumedStep: number, stepSeconds = 0, worldSize = 1): ReportProgress => ({
  kind: 'report-progress',
  run: 'r',
  report: { worldSize, rank, consumedStep, stepSeconds, stage: consumedStep < 5 ? 0 : 1 },
  stages: stages(4 * worldSize),
  sampleCount: 40,
});

const issue = (step: number, change: Partial<IssueBatch> = {}): IssueBatch => ({
  kind: 'issue-batch',
  run: 'r',
  place: { worldSize: 1, rank: 0 },
  step,
  deliveries: [{ stage: step < 5 ? 0 : 1, epoch: 0, samples: 4, replayed: 0 }],
  badSamples: [],
  badSamplesAllowed: 100,
  ...change,
});

const bad = (index: number, key: string) => ({ index, key, reason: 'x', replacedBy: 'y', step: 3 });

/** The values of an iteration as they come. */
class Collected {
  readonly values: number[] = [];
  readonly ended: Promise<void>;
  #wake: () => void = () => {};

  constructor(changes: AsyncIterable<number>) {
    this.ended = this.#collect(changes);
  }

  async #collect(changes: AsyncIterable<number>): Promise<void> {
    for await (const value of changes) {
      this.values.push(value);
      this.#wake();
    }
  }

  /** Waits until there are so many values. Hangs if they do not come, which the runner's time limit names. */
  async until(count: number): Promise<void> {
    while (this.values.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** @param newState makes an empty state */
export function testRunStore(name: string, newState: () => StoreState): void {
  /** Runs `work` with a store that has the run `r`, and closes what is open. */
  async function withRun(work: (store: RunStore, open: () => Promise<RunStore>) => Promise<void>): Promise<void> {
    const state = newState();
    const opened: RunStore[] = [];
    const open = async (): Promise<RunStore> => {
      const store = await state.open();
      opened.push(store);
      return store;
    };
    try {
      const store = await open();
      await store.apply({ kind: 'create-run', run: RUN });
      await work(store, open);
    } finally {
      for (const store of opened) await store.close();
    }
  }
  const should = (what: string, work: (store: RunStore, open: () => Promise<RunStore>) => Promise<void>): void => {
    test(`${name}: ${what}`, () => withRun(work));
  };
  testRuns(should);
  testLife(should);
  testUnread(should);
  testProgress(should);
  testLedger(should);
  testLeases(should);
  testSharedLeases(should);
  testOwners(should);
  testFailures(should);
  testChanges(should);
  test(`${name}: two states have different names`, async () => {
    const stores = await Promise.all([newState().open(), newState().open()]);
    const [one, two] = await Promise.all(stores.map((store) => store.query({ kind: 'identity' })));
    assert.notEqual(one, two);
    await Promise.all(stores.map((store) => store.close()));
  });
  const state = newState();
  if (state.durable) testReopening(name, newState);
  if (state.shared) testReplicas(should);
}

type Should = (what: string, work: (store: RunStore, open: () => Promise<RunStore>) => Promise<void>) => void;

function testRuns(should: Should): void {
  should('the first writer of a run wins', async (store) => {
    const second = await store.apply({ kind: 'create-run', run: { ...RUN, spec: '{"other":1}' } });
    const stands = { ...RUN, generation: 1, archived: false };
    assert.deepEqual(second, { run: stands, created: false });
    assert.deepEqual(await store.query({ kind: 'run', run: 'r' }), stands);
    assert.equal(await store.query({ kind: 'run', run: 'x' }), undefined);
  });

  should('of many creations at once exactly one wins, and all get the same run', async (store) => {
    const specs = Array.from({ length: 20 }, (_, k) => `{"seed":${k}}`);
    const made = await Promise.all(
      specs.map((spec) => store.apply({ kind: 'create-run', run: { ...RUN, name: 'many', spec } })),
    );
    assert.equal(made.filter(({ created }) => created).length, 1);
    assert.equal(new Set(made.map(({ run }) => run.spec)).size, 1);
  });

  should('runs are listed in order of creation, with their newest spec', async (store) => {
    await store.apply({ kind: 'create-run', run: { ...RUN, name: 'older', createdAt: 4 } });
    await store.apply({ kind: 'create-run', run: { ...RUN, name: 'a', createdAt: 5 } });
    await store.apply({ kind: 'update-spec', run: 'r', spec: '{"a":1}' });
    const runs = await store.query({ kind: 'runs' });
    assert.deepEqual(
      runs.map((run) => [run.name, run.spec]),
      [
        ['older', '{}'],
        ['a', '{}'],
        ['r', '{"a":1}'],
      ],
    );
  });

  should('the state has a name of its own', async (store) => {
    const id = await store.query({ kind: 'identity' });
    assert.match(id, /^[0-9a-f-]{36}/);
    assert.equal(await store.query({ kind: 'identity' }), id);
  });

  should('the schedule log keeps what was written first', async (store) => {
    const append = (sequence: number, entry: string) =>
      store.apply({ kind: 'append-schedule', run: 'r', entry: { sequence, entry } });
    assert.deepEqual(await append(0, 'first'), { sequence: 0, entry: 'first' });
    assert.deepEqual(await append(0, 'second'), { sequence: 0, entry: 'first' });
    for (let k = 1; k < 12; k += 1) await append(k, `entry ${k}`);
    const later = await store.query({ kind: 'schedule', run: 'r', from: 9 });
    assert.deepEqual(
      later.map(({ sequence, entry }) => [sequence, entry]),
      [9, 10, 11].map((k) => [k, `entry ${k}`]),
    );
    assert.equal((await store.query({ kind: 'schedule', run: 'r', from: 0 })).length, 12);
  });
}

/** Everything that a store knows of a run. */
async function stateOf(store: RunStore, run: string) {
  const [stored, schedule, progress, stepTimes, ledger, badSamples, unread] = await Promise.all([
    store.query({ kind: 'run', run }),
    store.query({ kind: 'schedule', run, from: 0 }),
    store.query({ kind: 'progress', run }),
    store.query({ kind: 'step-times', run }),
    store.query({ kind: 'ledger', run }),
    store.query({ kind: 'bad-samples', run, limit: 9 }),
    store.query({ kind: 'unread', run, limit: 9 }),
  ]);
  return { stored, schedule, progress, stepTimes, ledger, badSamples: badSamples.first, unread: unread.first };
}

/** Fills every part of the state of `r`. */
async function live(store: RunStore): Promise<void> {
  for (const sequence of [0, 1]) {
    await store.apply({ kind: 'append-schedule', run: 'r', entry: { sequence, entry: `entry ${sequence}` } });
  }
  await store.apply(issue(3, { badSamples: [bad(1, 'a')] }));
  await store.apply(report(0, 3, 0.5));
  await store.apply({ kind: 'record-unread', run: 'r', samples: [{ dataset: 'v', key: 'b', reason: 'BAD_IMAGE' }] });
}

const NOTHING = { schedule: [], progress: [], stepTimes: [], ledger: [], badSamples: [], unread: [] };

function testLife(should: Should): void {
  should('a deleted run leaves nothing, and its name begins anew', async (store) => {
    await live(store);
    await store.apply({ kind: 'delete-run', run: 'r' });
    assert.deepEqual(await stateOf(store, 'r'), { stored: undefined, ...NOTHING });
    assert.deepEqual(await store.query({ kind: 'runs' }), []);
    await assert.rejects(store.apply({ kind: 'delete-run', run: 'r' }), { reason: 'UNKNOWN_RUN' });
    await assert.rejects(store.apply(report(0, 3)), { reason: 'UNKNOWN_RUN' });
    const { run, created } = await store.apply({ kind: 'create-run', run: RUN });
    assert.equal(created, true);
    assert.ok(run.generation > 1, `generation ${run.generation}`);
    assert.deepEqual(await stateOf(store, 'r'), { stored: run, ...NOTHING });
  });

  should('a renamed run keeps everything but its name', async (store) => {
    await live(store);
    const before = await stateOf(store, 'r');
    const { run } = await store.apply({ kind: 'rename-run', run: 'r', to: 'new' });
    assert.deepEqual(await stateOf(store, 'r'), { stored: undefined, ...NOTHING });
    assert.deepEqual(await stateOf(store, 'new'), { ...before, stored: { ...before.stored, name: 'new' } });
    assert.equal(run.name, 'new');
    await store.apply({ kind: 'create-run', run: RUN });
    await assert.rejects(store.apply({ kind: 'rename-run', run: 'r', to: 'new' }), {
      reason: 'RUN_EXISTS',
      metadata: { field: 'to', value: 'new' },
    });
    assert.deepEqual(
      (await store.query({ kind: 'runs' })).map(({ name }) => name),
      ['new', 'r'],
    );
  });

  should('a reset run keeps its spec and the first entry of its schedule log', async (store) => {
    await live(store);
    const { stored } = await stateOf(store, 'r');
    await store.apply({ kind: 'reset-run', run: 'r' });
    assert.deepEqual(await stateOf(store, 'r'), {
      ...NOTHING,
      stored: { ...stored, generation: stored!.generation + 1 },
      schedule: [{ sequence: 0, entry: 'entry 0' }],
    });
    // A step that was sent before the reset counts as sent for the first time.
    await store.apply(issue(3));
    assert.equal((await store.query({ kind: 'ledger', run: 'r' }))[0]?.reissued, 0);
  });

  should('an archived run keeps everything, and comes back', async (store) => {
    await live(store);
    const before = await stateOf(store, 'r');
    await store.apply({ kind: 'archive-run', run: 'r', archived: true });
    assert.deepEqual(await stateOf(store, 'r'), { ...before, stored: { ...before.stored, archived: true } });
    assert.equal((await store.query({ kind: 'runs' }))[0]?.archived, true);
    for (const kind of ['reset-run', 'rename-run'] as const) {
      await store.apply(kind === 'reset-run' ? { kind, run: 'r' } : { kind, run: 'r', to: 'new' });
    }
    assert.equal((await store.query({ kind: 'run', run: 'new' }))?.archived, true, 'the archive holds on to it');
    await store.apply({ kind: 'archive-run', run: 'new', archived: false });
    assert.equal((await store.query({ kind: 'run', run: 'new' }))?.archived, false);
  });

  should('a fork has what it is given, and leaves the first run as it is', async (store) => {
    await live(store);
    const before = await stateOf(store, 'r');
    const { schedule, stepTimes, progress } = before;
    const to = { ...RUN, name: 'fork', spec: '{"a":1}', createdAt: 6 };
    const command: Command = { kind: 'fork-run', run: 'r', to, schedule, stepTimes, progress };
    const { run } = await store.apply(command);
    assert.deepEqual(run, { ...to, generation: 1, archived: false });
    assert.deepEqual(await stateOf(store, 'fork'), { ...NOTHING, stored: run, schedule, stepTimes, progress });
    assert.deepEqual(await stateOf(store, 'r'), before);
    await assert.rejects(store.apply(command), { reason: 'RUN_EXISTS' });
    await assert.rejects(store.apply({ ...command, run: 'x' }), { reason: 'UNKNOWN_RUN' });
    // What it had consumed counts as consumed by another run: only what follows is acknowledged.
    await store.apply({ ...report(0, 4), run: 'fork' });
    assert.equal((await store.query({ kind: 'ledger', run: 'fork' }))[0]?.acknowledged, 4);
  });

  should('a command for another generation of a run is refused', async (store) => {
    const { generation } = (await store.query({ kind: 'run', run: 'r' }))!;
    assert.deepEqual(await store.apply(issue(0, { generation })), { issued: true });
    await store.apply({ kind: 'reset-run', run: 'r' });
    const entry = { sequence: 0, entry: 'e' };
    const stale: Command[] = [
      issue(1, { generation }),
      { ...report(0, 1), generation },
      { kind: 'record-unread', run: 'r', samples: [], generation },
      { kind: 'append-schedule', run: 'r', entry, generation },
    ];
    for (const command of stale) await assert.rejects(store.apply(command), { reason: 'RUN_CHANGED' });
    assert.deepEqual(await store.query({ kind: 'ledger', run: 'r' }), []);
  });

  should('who watches a run learns of every change of its life, and of the next run of its name', async (store) => {
    const over = new AbortController();
    const seen = new Collected(store.changes('r', over.signal));
    await seen.until(1);
    const changing: Command[] = [
      { kind: 'reset-run', run: 'r' },
      { kind: 'archive-run', run: 'r', archived: true },
      { kind: 'rename-run', run: 'r', to: 'new' },
      { kind: 'create-run', run: RUN },
      { kind: 'delete-run', run: 'r' },
    ];
    for (const [k, command] of changing.entries()) {
      await store.apply(command);
      await seen.until(k + 2);
    }
    over.abort();
    await seen.ended;
  });
}

function testUnread(should: Should): void {
  should('validation samples that cannot be read are kept once, in order of dataset and key', async (store) => {
    const sample = (dataset: string, key: string, reason = 'BAD_IMAGE') => ({ dataset, key, reason });
    const over = new AbortController();
    const seen = new Collected(store.changes('r', over.signal));
    await seen.until(1);
    const first = [sample('v', 'b'), sample('v', 'a'), sample('u', 'c')];
    await store.apply({ kind: 'record-unread', run: 'r', samples: first });
    await seen.until(2);
    await store.apply({ kind: 'record-unread', run: 'r', samples: [sample('v', 'b', 'MISSING_SAMPLE')] });
    over.abort();
    await seen.ended;
    assert.deepEqual(await store.query({ kind: 'unread', run: 'r', limit: 2 }), {
      ...{ count: 3, first: [sample('u', 'c'), sample('v', 'a')] },
    });
    assert.deepEqual((await store.query({ kind: 'unread', run: 'r', limit: 9 })).first[2], sample('v', 'b'));
    assert.deepEqual(await store.query({ kind: 'unread', run: 'x', limit: 9 }), { count: 0, first: [] });
  });
}

function testProgress(should: Should): void {
  const one = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(1000));
  should('progress is a monotone maximum for each rank, whatever the order of reports', async (store) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 40 }), async (reports) => {
        runs += 1;
        const run = `run ${runs}`;
        await store.apply({ kind: 'create-run', run: { ...RUN, name: run } });
        const highest = new Map<number, number>();
        const expected = reports.map(([rank, step]) => {
          highest.set(rank, Math.max(highest.get(rank) ?? 0, step));
          return { consumedStep: highest.get(rank)! };
        });
        // All at once: a store carries them out in order.
        const answers = await Promise.all(
          reports.map(([rank, step]) => store.apply({ ...report(rank, step, 0, 4), run })),
        );
        assert.deepEqual(answers, expected);
        const stored = await store.query({ kind: 'progress', run });
        assert.deepEqual(new Map(stored.map((rank) => [rank.rank, rank.consumedStep])), highest);
      }),
      { numRuns: 30 },
    );
  });

  should('a report without a step time keeps the last one, and ranks are in order', async (store) => {
    for (const command of [report(10, 1, 0.25, 12), report(10, 2, 0, 12), report(9, 2, 0, 12), report(0, 2)]) {
      await store.apply(command);
    }
    assert.deepEqual(await store.query({ kind: 'progress', run: 'r' }), [
      { worldSize: 1, rank: 0, consumedStep: 2, stepSeconds: 0 },
      { worldSize: 12, rank: 9, consumedStep: 2, stepSeconds: 0 },
      { worldSize: 12, rank: 10, consumedStep: 2, stepSeconds: 0.25 },
    ]);
  });

  should(
    'step times add up, a report speaking for all its steps, and those at the beginning of a stage apart',
    async (store) => {
      for (const command of [report(0, 2, 0.5), report(0, 4, 0.25), report(0, 4, 9), report(0, 5, 2)]) {
        await store.apply(command);
      }
      assert.deepEqual(await store.query({ kind: 'step-times', run: 'r' }), [
        { stage: 0, worldSize: 1, steps: 3, seconds: 1, firstSteps: 1, firstSeconds: 0.5 },
        { stage: 1, worldSize: 1, steps: 1, seconds: 2, firstSteps: 1, firstSeconds: 2 },
      ]);
    },
  );
}

function testLedger(should: Should): void {
  should('the ledger tells first deliveries from later ones, and acknowledges each step once', async (store) => {
    const deliveries = [
      { stage: 0, epoch: 0, samples: 3, replayed: 0 },
      { stage: 0, epoch: 1, samples: 1, replayed: 4 },
    ];
    for (const step of [2, 3, 4, 3, 4]) await store.apply(issue(step, { deliveries }));
    // A rank that began at step 2 has not consumed what lies before it; late and repeated reports change nothing.
    for (const step of [3, 2, 3, 4]) await store.apply(report(0, step, 0.5));
    assert.deepEqual(await store.query({ kind: 'ledger', run: 'r' }), [
      { worldSize: 1, rank: 0, stage: 0, epoch: 0, issued: 9, reissued: 6, acknowledged: 12, replayed: 0 },
      { worldSize: 1, rank: 0, stage: 0, epoch: 1, issued: 3, reissued: 2, acknowledged: 0, replayed: 12 },
    ]);
  });

  should('steps may come in any order, each of them first once', async (store) => {
    const places = [
      { worldSize: 1, rank: 0 },
      { worldSize: 2, rank: 0 },
    ];
    // Across blocks of the bitmap, with gaps that are filled later.
    const steps = [1023, 1025, 1024, 0, 3000, 1023, 2047, 2048, 1, 0, 1026, 3000, 1023];
    const known = places.map(() => new Set<number>());
    for (const step of steps) {
      for (const [k, place] of places.entries()) {
        known[k]!.add(step);
        await store.apply(issue(step, { place, deliveries: [{ stage: 1, epoch: 0, samples: 4, replayed: 1 }] }));
      }
    }
    const [first, again] = [known[0]!.size, steps.length - known[0]!.size];
    assert.deepEqual(
      (await store.query({ kind: 'ledger', run: 'r' })).map((line) => [line.issued, line.reissued, line.replayed]),
      places.map(() => [4 * first, 4 * again, first]),
    );
    // The first report covers the steps from the earliest one on, whenever it was issued.
    await store.apply(report(0, 2));
    assert.equal((await store.query({ kind: 'ledger-totals', run: 'r' })).acknowledged, 12);
  });

  should('whatever the order of steps, each counts as issued once and as reissued after that', async (store) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2100), { maxLength: 60 }), async (steps) => {
        runs += 1;
        const run = `steps ${runs}`;
        await store.apply({ kind: 'create-run', run: { ...RUN, name: run } });
        await Promise.all(steps.map((step) => store.apply({ ...issue(step), run })));
        const { issued, reissued } = await store.query({ kind: 'ledger-totals', run });
        const different = new Set(steps).size;
        assert.deepEqual([issued, reissued], [4 * different, 4 * (steps.length - different)]);
      }),
      { numRuns: 20 },
    );
  });

  should('totals are the sums of the lines', async (store) => {
    const none = { issued: 0, reissued: 0, acknowledged: 0, replayed: 0 };
    assert.deepEqual(await store.query({ kind: 'ledger-totals', run: 'r' }), none);
    assert.deepEqual(await store.query({ kind: 'ledger-totals', run: 'x' }), none);
    const deliveries = [
      { stage: 0, epoch: 0, samples: 3, replayed: 0 },
      { stage: 0, epoch: 1, samples: 1, replayed: 4 },
    ];
    for (const step of [0, 1, 1]) await store.apply(issue(step, { deliveries }));
    await store.apply(issue(2, { place: { worldSize: 4, rank: 3 } }));
    await store.apply(report(0, 1));
    const totals = { issued: 12, reissued: 4, acknowledged: 8, replayed: 8 };
    assert.deepEqual(await store.query({ kind: 'ledger-totals', run: 'r' }), totals);
  });

  should('what is acknowledged is divided by stage and epoch', async (store) => {
    await store.apply(issue(0));
    await store.apply(report(0, 11));
    const lines = await store.query({ kind: 'ledger', run: 'r' });
    assert.deepEqual(
      lines.map(({ stage, epoch, acknowledged }) => [stage, epoch, acknowledged]),
      [
        [0, 0, 20],
        [1, 0, 20],
        [1, 1, 8],
      ],
    );
  });

  should('bad samples are counted once and listed in order of key', async (store) => {
    await store.apply(issue(0, { badSamples: [bad(2, 'b'), bad(1, 'a')] }));
    await store.apply(issue(1, { badSamples: [{ ...bad(2, 'b'), step: 9 }] }));
    const found = await store.query({ kind: 'bad-samples', run: 'r', limit: 1 });
    assert.deepEqual(found, { count: 2, first: [bad(1, 'a')] });
  });

  should('a batch past the allowed bad samples is not issued, but its bad samples are recorded', async (store) => {
    assert.deepEqual(await store.apply(issue(0, { badSamples: [bad(1, 'a')], badSamplesAllowed: 1 })), {
      issued: true,
    });
    assert.deepEqual(await store.apply(issue(1, { badSamples: [bad(2, 'b')], badSamplesAllowed: 1 })), {
      issued: false,
    });
    // One without bad samples of its own is.
    assert.deepEqual(await store.apply(issue(1, { badSamplesAllowed: 1 })), { issued: true });
    const { count } = await store.query({ kind: 'bad-samples', run: 'r', limit: 0 });
    const [line] = await store.query({ kind: 'ledger', run: 'r' });
    assert.deepEqual([count, line?.issued, line?.reissued], [2, 8, 0]);
  });
}

const take = (client: string, change: Partial<TakeLease> = {}): TakeLease => ({
  ...({ kind: 'take-lease', run: 'r', place: { worldSize: 2, rank: 1 }, takeover: false } as const),
  ...{ client, stream: `stream of ${client}`, host: `host of ${client}`, leaseMs: 1_000_000, ...change },
});

const renew = (client: string) => {
  const { run, place, stream, leaseMs } = take(client);
  return { kind: 'renew-lease', run, place, stream, leaseMs } as const;
};

const release = (client: string) => {
  const { run, place, stream } = take(client);
  return { kind: 'release-lease', run, place, stream } as const;
};

function testLeases(should: Should): void {
  should('a rank has one trainer at a time, until that one releases it', async (store) => {
    assert.deepEqual(await store.apply(take('a')), { held: true });
    const refused = await store.apply(take('b'));
    assert.deepEqual([refused.held, refused.by?.host], [false, 'host of a']);
    assert.ok(refused.by!.leftMs > 0 && refused.by!.heldMs >= 0 && refused.by!.silentMs >= 0);
    assert.equal((await store.apply(take('b', { place: { worldSize: 2, rank: 0 } }))).held, true);
    assert.equal((await store.apply(take('b', { place: { worldSize: 4, rank: 1 } }))).held, true);
    await store.apply(release('b'));
    assert.equal((await store.apply(take('b'))).held, false, 'the lease of another stream should stay');
    await store.apply(release('a'));
    assert.deepEqual(await store.apply(take('b')), { held: true });
  });

  should('the lease of a rank is found while it lasts', async (store) => {
    const of = (rank: number) => store.query({ kind: 'lease', run: 'r', place: { worldSize: 2, rank } });
    assert.equal(await of(1), undefined);
    await store.apply(take('a'));
    const lease = await of(1);
    assert.deepEqual([lease?.client, lease?.host, lease?.rank], ['a', 'host of a', 1]);
    assert.equal(await of(0), undefined);
    await store.apply(take('a', { leaseMs: 0 }));
    assert.equal(await of(1), undefined);
  });

  should('an expired lease lasts until another trainer takes it', async (store) => {
    await store.apply(take('a', { leaseMs: 0 }));
    assert.deepEqual(await store.apply(renew('a')), { held: true });
    assert.equal((await store.apply(take('b'))).held, false);
    await store.apply(take('a', { leaseMs: 0 }));
    assert.deepEqual(await store.apply(take('b')), { held: true });
    const lost = await store.apply(renew('a'));
    assert.deepEqual([lost.held, lost.by?.host], [false, 'host of b']);
  });

  should('a trainer takes its own lease back, and any other with a takeover', async (store) => {
    await store.apply(take('a'));
    assert.deepEqual(await store.apply(take('a', { stream: 'newer' })), { held: true });
    assert.equal((await store.apply(renew('a'))).held, false, 'the older stream has lost it');
    assert.deepEqual(await store.apply(take('b', { takeover: true })), { held: true });
    await store.apply(release('b'));
    assert.deepEqual(await store.apply(renew('b')), { held: false, by: undefined });
  });
}

function testSharedLeases(should: Should): void {
  const join = (client: string, stream: string, change: Partial<TakeLease> = {}) =>
    take(client, { stream, shared: true, ...change });
  const leave = (stream: string) => ({ ...release('a'), stream });
  const held = async (store: RunStore, command: Command) => ((await store.apply(command)) as { held: boolean }).held;
  const members = async (store: RunStore) => {
    const lease = await store.query({ kind: 'lease', run: 'r', place: { worldSize: 2, rank: 1 } });
    return lease?.members.map(({ stream }) => stream).sort();
  };

  should('streams of one client share a lease until the last one has left', async (store) => {
    for (const stream of ['1', '2', '3']) assert.deepEqual(await store.apply(join('a', stream)), { held: true });
    assert.deepEqual(await members(store), ['1', '2', '3']);
    assert.equal(await held(store, join('b', '4')), false);
    for (const stream of ['1', '3']) await store.apply(leave(stream));
    assert.deepEqual(await store.apply({ ...renew('a'), stream: '2' }), { held: true });
    assert.equal((await store.apply({ ...renew('a'), stream: '1' })).held, false);
    assert.equal(await held(store, take('b')), false, 'one stream still has it');
    await store.apply(leave('2'));
    assert.equal(await members(store), undefined);
    assert.equal(await held(store, take('b')), true);
  });

  should('a shared lease lasts as long as one of its members', async (store) => {
    await store.apply(join('a', '1', { leaseMs: 0 }));
    await store.apply(join('a', '2'));
    const refused = await store.apply(take('b'));
    assert.ok(!refused.held && refused.by!.leftMs > 0, 'a member lives');
    assert.equal(
      await held(store, { ...renew('a'), stream: '1', leaseMs: 0 }),
      true,
      'an expired member may come back',
    );
    await store.apply({ ...renew('a'), stream: '2', leaseMs: 0 });
    assert.equal(await members(store), undefined);
    assert.equal(await held(store, take('b')), true);
    for (const stream of ['1', '2']) assert.equal(await held(store, { ...renew('a'), stream }), false);
  });

  should('a stream that does not share replaces all members, and one that does joins it', async (store) => {
    await store.apply(join('a', '1'));
    await store.apply(join('a', '2'));
    assert.equal(await held(store, take('a', { stream: 'alone' })), true);
    assert.deepEqual(await members(store), ['alone']);
    assert.equal(await held(store, { ...renew('a'), stream: '1' }), false);
    assert.equal(await held(store, join('a', '3')), true);
    assert.deepEqual(await members(store), ['3', 'alone']);
    const lease = await store.query({ kind: 'lease', run: 'r', place: { worldSize: 2, rank: 1 } });
    assert.deepEqual([lease?.client, lease?.host], ['a', 'host of a']);
  });

  should('a takeover ends all members of another client, and is no takeover for the same one', async (store) => {
    for (const stream of ['1', '2']) await store.apply(join('a', stream));
    for (const stream of ['3', '4']) assert.equal(await held(store, join('b', stream, { takeover: true })), true);
    assert.deepEqual(await members(store), ['3', '4']);
    const lost = await store.apply({ ...renew('a'), stream: '1' });
    assert.deepEqual([lost.held, lost.by?.host], [false, 'host of b']);
  });
}

function testFailures(should: Should): void {
  const broken = issue(0, { badSamples: [bad(1, 'a')], deliveries: null as unknown as [] });

  should('a command that fails leaves nothing behind', async (store) => {
    await assert.rejects(store.apply(broken));
    assert.equal((await store.query({ kind: 'bad-samples', run: 'r', limit: 0 })).count, 0);
    assert.deepEqual(await store.query({ kind: 'ledger', run: 'r' }), []);
    assert.deepEqual(await store.apply(issue(0)), { issued: true });
  });

  should('a command that fails takes none of those with it that are made at the same time', async (store) => {
    const outcomes = await Promise.allSettled([store.apply(issue(0)), store.apply(broken), store.apply(issue(1))]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    const [line] = await store.query({ kind: 'ledger', run: 'r' });
    assert.deepEqual([line?.issued, line?.reissued], [8, 0]);
    assert.equal((await store.query({ kind: 'bad-samples', run: 'r', limit: 0 })).count, 0);
  });

  should('commands of a run that does not exist are refused by its name', async (store) => {
    const commands = [
      { ...issue(0), run: 'x' },
      { ...report(0, 1), run: 'x' },
      { kind: 'update-spec', run: 'x', spec: '{}' } as const,
      { kind: 'append-schedule', run: 'x', entry: { sequence: 0, entry: '' } } as const,
      take('a', { run: 'x' }),
    ];
    for (const command of commands) {
      await assert.rejects(store.apply(command), { reason: 'UNKNOWN_RUN', message: /x/ });
    }
    assert.equal((await store.query({ kind: 'runs' })).length, 1);
    assert.deepEqual(await store.query({ kind: 'ledger', run: 'x' }), []);
  });

  should('many commands at once are carried out in order, and queries see what was made before them', async (store) => {
    const issued = Array.from({ length: 200 }, (_, step) => store.apply(issue(step)));
    const [ledger] = await Promise.all([store.query({ kind: 'ledger', run: 'r' }), ...issued]);
    assert.deepEqual(
      ledger.map((line) => [line.stage, line.issued, line.reissued]),
      [
        [0, 20, 0],
        [1, 780, 0],
      ],
    );
  });
}

function testChanges(should: Should): void {
  should('changes are told at once, and only where something has changed', async (store) => {
    const over = new AbortController();
    const seen = new Collected(store.changes('r', over.signal));
    await seen.until(1);
    const changing = [
      report(0, 3),
      issue(0, { badSamples: [bad(1, 'a')] }),
      { kind: 'update-spec', run: 'r', spec: '{"a":1}' } as const,
      { kind: 'append-schedule', run: 'r', entry: { sequence: 0, entry: 'e' } } as const,
    ];
    for (const [k, command] of changing.entries()) {
      await store.apply(command);
      await seen.until(k + 2);
      // The same again is no change.
      await store.apply(command);
    }
    await store.apply(issue(1));
    await store.apply(report(0, 4));
    await seen.until(changing.length + 2);
    over.abort();
    await seen.ended;
    assert.deepEqual(
      seen.values,
      [...new Set(seen.values)].sort((a, b) => a - b),
      'revisions should grow',
    );
    assert.equal(seen.values.length, changing.length + 2);
  });

  should('changes end with their signal and with the store', async (store) => {
    const over = new AbortController();
    const [first, second] = [over.signal, new AbortController().signal].map(
      (signal) => new Collected(store.changes('r', signal)),
    );
    await first!.until(1);
    over.abort();
    await first!.ended;
    await store.apply(report(0, 1));
    await second!.until(2);
    await store.close();
    await second!.ended;
    assert.equal(first!.values.length, 1);
    assert.deepEqual(await new Collected(store.changes('r', AbortSignal.abort())).ended, undefined);
  });
}

function testReopening(name: string, newState: () => StoreState): void {
  test(`${name}: what was acknowledged is there after the store was closed and opened again`, async () => {
    const state = newState();
    const first = await state.open();
    await first.apply({ kind: 'create-run', run: RUN });
    await Promise.all([first.apply(issue(7)), first.apply(report(0, 7, 0.5))]);
    await first.close();
    const again = await state.open();
    assert.equal((await again.query({ kind: 'progress', run: 'r' }))[0]?.consumedStep, 7);
    await again.apply(issue(7));
    const lines = await again.query({ kind: 'ledger', run: 'r' });
    assert.deepEqual(lines, [
      { worldSize: 1, rank: 0, stage: 1, epoch: 0, issued: 4, reissued: 4, acknowledged: 4, replayed: 0 },
    ]);
    await again.close();
  });
}

function testReplicas(should: Should): void {
  should('all stores of a state have its name', async (one, open) => {
    const two = await open();
    assert.equal(await two.query({ kind: 'identity' }), await one.query({ kind: 'identity' }));
  });

  should('a lease has members at several stores', async (one, open) => {
    const two = await open();
    await one.apply(take('a', { stream: '1', shared: true }));
    await two.apply(take('a', { stream: '2', shared: true }));
    await one.apply({ ...release('a'), stream: '1' });
    assert.equal((await one.apply(take('b'))).held, false);
    await two.apply({ ...release('a'), stream: '2' });
    assert.equal((await one.apply(take('b'))).held, true);
  });

  should('a step that several stores issue counts as issued once', async (one, open) => {
    const two = await open();
    const steps = Array.from({ length: 40 }, (_, k) => (k * 37) % 1500);
    await Promise.all(steps.flatMap((step) => [one.apply(issue(step)), two.apply(issue(step))]));
    const { issued, reissued } = await two.query({ kind: 'ledger-totals', run: 'r' });
    assert.deepEqual([issued, reissued], [160, 160]);
  });

  should('of two stores at which a rank is taken at the same time one gives it', async (one, open) => {
    const two = await open();
    const answers = await Promise.all([one.apply(take('a')), two.apply(take('b'))]);
    assert.deepEqual(answers.map(({ held }) => held).sort(), [false, true]);
    const winner = answers[0]!.held ? 'a' : 'b';
    for (const store of [one, two]) {
      assert.equal((await store.apply(take('c'))).by?.host, `host of ${winner}`);
      assert.deepEqual(await store.apply(renew(winner)), { held: true });
    }
  });

  should('of two stores that decide at the same time one wins, and both get what stands', async (one, open) => {
    const two = await open();
    for (let sequence = 0; sequence < 20; sequence += 1) {
      const decided = await Promise.all(
        [one, two].map((store, k) =>
          store.apply({ kind: 'append-schedule', run: 'r', entry: { sequence, entry: `by ${k}` } }),
        ),
      );
      assert.deepEqual(decided[0], decided[1]);
    }
    const created = await Promise.all(
      [one, two].map((store, k) => store.apply({ kind: 'create-run', run: { ...RUN, name: 'n', createdAt: k } })),
    );
    assert.deepEqual(created.map((answer) => answer.created).sort(), [false, true]);
    assert.deepEqual(created[0]!.run, created[1]!.run);
  });

  should('progress is a monotone maximum over all stores, and no step is acknowledged twice', async (one, open) => {
    const two = await open();
    await one.apply(issue(0));
    const steps = Array.from({ length: 60 }, (_, step) => step);
    await Promise.all(steps.map((step) => (step % 3 === 0 ? two : one).apply(report(0, step, 1))));
    for (const store of [one, two]) {
      assert.equal((await store.query({ kind: 'progress', run: 'r' }))[0]?.consumedStep, 59);
      const lines = await store.query({ kind: 'ledger', run: 'r' });
      assert.equal(
        lines.reduce((sum, line) => sum + line.acknowledged, 0),
        4 * 60,
      );
    }
  });

  should(`a change through one store is told by another within ${CHANGES_WITHIN_MS} ms`, async (one, open) => {
    const two = await open();
    const over = new AbortController();
    const seen = new Collected(two.changes('r', over.signal));
    await seen.until(1);
    for (let step = 1; step <= 3; step += 1) {
      await one.apply(report(0, step));
      await seen.until(step + 1);
      assert.equal((await two.query({ kind: 'progress', run: 'r' }))[0]?.consumedStep, step);
    }
    over.abort();
    await seen.ended;
  });
}

const QUOTA: StateQuota = { runs: 2, specBytes: 1000, stateBytes: 1_000_000 };

function testOwners(should: Should): void {
  const owned = (name: string, owner = 'o', more: Partial<NewRun> = {}): NewRun => ({ ...RUN, name, owner, ...more });
  const ownerOf = async (store: RunStore, run: string) => (await store.query({ kind: 'run', run }))?.owner;
  const usage = (store: RunStore, owner = 'o') => store.query({ kind: 'usage', owner });

  should('a run keeps its owner when it is renamed, reset and archived, and a fork has its own', async (store) => {
    const { run } = await store.apply({ kind: 'create-run', run: owned('a') });
    assert.equal(run.owner, 'o');
    assert.equal('owner' in (await store.query({ kind: 'run', run: 'r' }))!, false);
    await store.apply({ kind: 'rename-run', run: 'a', to: 'b' });
    await store.apply({ kind: 'reset-run', run: 'b' });
    await store.apply({ kind: 'archive-run', run: 'b', archived: true });
    assert.equal(await ownerOf(store, 'b'), 'o');
    const fork = { kind: 'fork-run', run: 'b', schedule: [], stepTimes: [], progress: [] } as const;
    await store.apply({ ...fork, to: owned('c', 'p') });
    await store.apply({ ...fork, to: { ...RUN, name: 'd' } });
    assert.deepEqual([await ownerOf(store, 'c'), await ownerOf(store, 'd')], ['p', undefined]);
    await store.apply({ kind: 'delete-run', run: 'b' });
    await store.apply({ kind: 'create-run', run: { ...RUN, name: 'b', createdAt: 6 } });
    assert.equal(await ownerOf(store, 'b'), undefined);
  });

  should('usage is that of all runs of an owner, and grows with their state', async (store) => {
    assert.deepEqual(await usage(store), { runs: 0, specBytes: 0, stateBytes: 0 });
    await store.apply({ kind: 'create-run', run: owned('a', 'o', { spec: '{"é":1}' }) });
    await store.apply({ kind: 'create-run', run: owned('b') });
    await store.apply({ kind: 'create-run', run: owned('c', 'p') });
    const before = await usage(store);
    assert.deepEqual([before.runs, before.specBytes], [2, 8 + RUN.spec.length]);
    await store.apply({ ...issue(0, { badSamples: [bad(1, 'a')] }), run: 'b' });
    const after = await usage(store);
    assert.ok(after.stateBytes > before.stateBytes);
    await store.apply({ kind: 'delete-run', run: 'b' });
    assert.equal((await usage(store)).runs, 1);
    assert.equal((await usage(store, 'p')).runs, 1);
  });

  should('a run beyond the quota is not made, and a run that exists is found', async (store) => {
    const create = (name: string, quota = QUOTA) => store.apply({ kind: 'create-run', run: owned(name), quota });
    await create('a');
    const small = create('b', { ...QUOTA, specBytes: 2 * RUN.spec.length - 1 });
    await assert.rejects(small, {
      reason: 'QUOTA',
      metadata: { field: 'max-spec-bytes', value: '4', bound: '3', token: 'o' },
    });
    await create('b');
    await assert.rejects(create('c'), { reason: 'QUOTA', message: /would have 3 runs; its quota max-runs is 2/ });
    assert.equal(await store.query({ kind: 'run', run: 'c' }), undefined);
    const fork = { kind: 'fork-run', run: 'a', schedule: [], stepTimes: [], progress: [], quota: QUOTA } as const;
    await assert.rejects(store.apply({ ...fork, to: owned('c') }), { reason: 'QUOTA' });
    assert.equal((await create('a')).created, false);
    assert.equal((await usage(store)).runs, 2);
  });

  should('a command about another run of the name changes nothing', async (store) => {
    const { generation } = (await store.query({ kind: 'run', run: 'r' }))!;
    await store.apply({ kind: 'reset-run', run: 'r', generation });
    for (const command of [
      { kind: 'delete-run', run: 'r', generation },
      { kind: 'rename-run', run: 'r', to: 's', generation },
      { kind: 'reset-run', run: 'r', generation },
      { kind: 'archive-run', run: 'r', archived: true, generation },
    ] as const) {
      await assert.rejects(store.apply<Command>(command), { reason: 'RUN_CHANGED' });
    }
    assert.equal((await store.query({ kind: 'run', run: 'r' }))?.archived, false);
  });
}
