import assert from 'node:assert/strict';
import { test } from 'vitest';
import { CallGate } from '../../../src/server/call-gate.ts';

/** A gate whose rests end when the test says so, on a clock that the test sets. */
function gate() {
  const rests: { ms: number; end: () => void }[] = [];
  const clock = { ms: 0 };
  const rest = (ms: number): Promise<void> => new Promise((end) => void rests.push({ ms, end }));
  return { rests, clock, gate: new CallGate(rest, () => clock.ms) };
}

/** A call that notes when it begins, and ends when the test says so. */
function call(begun: string[], name: string) {
  let end = (): void => {};
  const work = (): Promise<string> => {
    begun.push(name);
    return new Promise((resolve) => {
      end = () => resolve(name);
    });
  };
  return { work, end: () => end() };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('calls should be few at a time, and connections take turns', async () => {
  const { gate: door, rests } = gate();
  const begun: string[] = [];
  const calls = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'b1', 'a7', 'b2'].map((name) => ({ name, ...call(begun, name) }));
  const all = calls.map(({ name, work }) => door.run(name[0]!, work));
  await turn();
  assert.deepEqual(begun, ['a1', 'a2', 'a3', 'a4']);
  for (const { end } of calls) {
    end();
    await turn();
    rests.shift()!.end();
    await turn();
  }
  assert.deepEqual(begun, ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'a6', 'b2', 'a7']);
  // Those that had begun when they were ended.
  assert.equal(await all[0], 'a1');
});

test('after a call its place should rest for as long as the call took, and not for ever', async () => {
  const { gate: door, rests, clock } = gate();
  for (const [took, rested] of [
    [30, 30],
    [60_000, 1000],
  ] as const) {
    const work = async (): Promise<void> => {
      clock.ms += took;
    };
    await door.run('a', work);
    assert.equal(rests.pop()?.ms, rested);
  }
  const failing = async (): Promise<void> => {
    throw new Error('refused');
  };
  await assert.rejects(door.run('a', failing), /refused/);
  assert.equal(rests.length, 1);
});

test('a call that is given up while it waits should never begin', async () => {
  const { gate: door, rests } = gate();
  const begun: string[] = [];
  const first = Array.from({ length: 4 }, (_, k) => call(begun, `first${k}`));
  for (const { work } of first) void door.run('a', work);
  const over = new AbortController();
  const given = door.run('b', call(begun, 'given up').work, over.signal);
  const last = call(begun, 'last');
  const waiting = door.run('b', last.work);
  over.abort(new Error('nobody waits'));
  await assert.rejects(given, /nobody waits/);
  first[0]!.end();
  await turn();
  rests[0]!.end();
  await turn();
  last.end();
  assert.equal(await waiting, 'last');
  assert.ok(!begun.includes('given up'));
  await assert.rejects(door.run('c', call(begun, 'never').work, over.signal), /nobody waits/);
});
