/** The table of docs/formats.md against an installed Pillow: each case of a row is what the row says. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pillowEnvironment } from '../../scripts/python-env.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { decode } from '../support/decoding.ts';

/** A file, and Pillow's size of it unless Pillow refuses it. */
interface Case {
  name: string;
  width?: number;
  height?: number;
  refused?: string;
}

const work = mkdtempSync(join(tmpdir(), 'crescendo-formats-'));
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const decoder = new Decoder();
let cases: Case[] = [];

beforeAll(() => {
  execFileSync(pillowEnvironment(), [path('../support/pillow_formats.py'), work], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  cases = JSON.parse(readFileSync(join(work, 'formats.json'), 'utf8')) as Case[];
});
afterAll(() => rmSync(work, { recursive: true }));

/** The result that the table gives for each case. */
function documented(): Map<string, string> {
  const rows = readFileSync(path('../../docs/formats.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && cells[4]!.startsWith('`'));
  const named = rows.flatMap((cells) => [...cells[4]!.matchAll(/`([^`]+)`/g)].map(([, name]) => [name!, cells[3]!]));
  const results = new Map(named as [string, string][]);
  assert.equal(results.size, named.length, 'a case stands in two rows');
  return results;
}

/** `refused`, or the most that a value differs from Pillow's. */
async function compared({ name, width, height, refused }: Case): Promise<number | 'refused'> {
  const bytes = readFileSync(join(work, name));
  let decoded: Awaited<ReturnType<typeof decode>>;
  try {
    decoded = await decode(decoder, bytes);
  } catch (error) {
    expect(error, name).toMatchObject({ reason: 'BAD_IMAGE' });
    return 'refused';
  }
  assert.equal(refused, undefined, `${name}: Pillow refuses it`);
  assert.deepEqual([decoded.region.width, decoded.region.height], [width, height], name);
  const rgb = decoded.pixels.filter((_, k) => k % 4 !== 3);
  const expected = readFileSync(join(work, `${name}.rgb`));
  return rgb.reduce((most, value, k) => Math.max(most, Math.abs(value - expected[k]!)), 0);
}

test('the table of formats should name every case, and no other', () => {
  assert.deepEqual([...documented().keys()].sort(), cases.map(({ name }) => name).sort());
});

test('each kind of file should have the pixels of Pillow, be as near to them as the table says, or be refused', async () => {
  const results = documented();
  const wrong: string[] = [];
  for (const each of cases) {
    const found = await compared(each);
    const stated = results.get(each.name);
    const bound = stated === 'equal' ? 0 : Number(/^within (\d+) levels?$/.exec(stated ?? '')?.[1]);
    if (found === 'refused' ? stated !== 'refused' : !(found <= bound)) {
      wrong.push(`${each.name}: ${found}, documented as ${stated}`);
    }
  }
  assert.deepEqual(wrong, []);
});
