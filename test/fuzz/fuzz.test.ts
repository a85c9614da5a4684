/** Every target for a fixed number of mutants of a fixed seed, and what `npm run fuzz` has found before. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { SERVICE_DEFINITION } from '../../src/server/service.ts';
import { mutant } from './mutate.ts';
import { TARGETS } from './targets/index.ts';
import { REQUESTS } from './targets/messages.ts';

const CASES = join(import.meta.dirname, 'cases');
const SEED = 2026;
/** Bytes of the longest input that is shown. */
const INPUT_SHOWN = 2000;
/** Truncations of a seed that are tried. */
const TRUNCATIONS = 40;

describe.each([...TARGETS])('the target $name', (target) => {
  afterAll(() => target.close?.());

  test('should accept what is valid, and accept or refuse what is cut off', async () => {
    for (const [name, seed] of Object.entries(await target.seeds())) {
      assert.ok(await target.accepts(seed), name);
      const stride = Math.ceil(seed.length / TRUNCATIONS);
      for (let length = 0; length < seed.length; length += stride) await target.accepts(seed.subarray(0, length));
    }
  });

  test('should accept or refuse mutants, never more, and reach what is behind the first checks', async () => {
    const seeds = Object.entries(await target.seeds());
    const random = new RandomStream(SEED, 0, 0, PURPOSE.crop);
    let accepted = 0;
    for (let round = 0; round < target.rounds; round += 1) {
      const [name, seed] = seeds[round % seeds.length]!;
      const bytes = mutant(target, seed, random);
      try {
        if (await target.accepts(bytes)) accepted += 1;
      } catch (error) {
        const input = bytes.length > INPUT_SHOWN ? `of ${bytes.length} bytes` : bytes.toString('base64');
        throw new Error(`round ${round}, a mutant of ${name}: ${String(error)}\n${input}`, { cause: error });
      }
    }
    assert.ok(
      accepted >= (target.acceptedMin ?? target.rounds / 25),
      `only ${accepted} of ${target.rounds} mutants were accepted: too coarse`,
    );
  });

  test('should accept or refuse what was found before', async () => {
    const found = readdirSync(CASES).filter((file) => file.startsWith(`${target.name}-`));
    for (const file of found) await target.accepts(readFileSync(join(CASES, file)));
  });
});

test('the target messages should have a request of every method of the service', () => {
  const methods = Object.values(SERVICE_DEFINITION).map(({ path }) => path.split('/').at(-1)!);
  assert.deepEqual(Object.keys(REQUESTS).sort(), methods.sort());
});
