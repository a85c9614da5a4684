import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { CrescendoError } from '../../../../src/errors.ts';
import { QUOTAS } from '../../../../src/limits.ts';
import { tokenHash } from '../../../../src/server/access/credentials.ts';
import { sortedSubject, subjectText } from '../../../../src/server/access/subject.ts';
import { DEFAULT_QUOTA, parseTokenFile } from '../../../../src/server/access/token-file.ts';

const [A, B] = [tokenHash('a'), tokenHash('b')];

test('a token file should give each line its role, bounds and quotas', () => {
  const text = `
    # people
    alice ${A.toUpperCase().replace('SHA', 'sha')} train runs=exp-*,deit-s expires=2027-01-31 max-runs=3
    node-7 subject:O=My%20Lab,CN=node-7 read max-streams=2

    root ${B} admin`;
  const [alice, node, root] = parseTokenFile(text, 'f');
  assert.deepEqual(alice, {
    ...{ name: 'alice', credential: A, role: 'train', runs: ['exp-*', 'deit-s'] },
    ...{ expires: Date.UTC(2027, 0, 31), quota: { ...DEFAULT_QUOTA, runs: 3 } },
  });
  assert.equal(node?.credential, 'subject:CN=node-7,O=My%20Lab');
  assert.equal(node?.quota.streams, 2);
  assert.deepEqual([root?.role, root?.runs, root?.expires], ['admin', ['*'], undefined]);
});

test('lines of one name should be several credentials of one holder', () => {
  const entries = parseTokenFile(`a ${A} train expires=2027-01-31\na ${B} train`, 'f');
  assert.deepEqual(
    entries.map(({ name, credential }) => [name, credential]),
    [
      ['a', A],
      ['a', B],
    ],
  );
});

test.for([
  ['', /^f: no line gives anybody access/],
  ['# only a comment', /no line gives anybody access/],
  ['a', /^f: line 1: must be NAME CREDENTIAL ROLE/],
  [`ä ${A} read`, /line 1: the name must have/],
  [`\na ${A} write`, /line 2: the role must be one of read, train, admin \(given: write\)/],
  ['a crsc_secret read', /the credential must be sha256:/],
  ['a sha256:12 read', /the credential must be sha256:/],
  ['a subject:alice read', /the credential must be sha256:/],
  [`a ${A} read run=x`, /unknown option run \(did you mean runs\?\)/],
  [`a ${A} read runs=`, /runs must be names of runs/],
  [`a ${A} read runs=a*b`, /runs must be names of runs/],
  [`a ${A} read runs=a runs=b`, /runs is given twice/],
  [`a ${A} read expires=soon`, /expires must be a date/],
  [`a ${A} read expires=2027-13-01`, /expires must be a date/],
  [`a ${A} read max-runs=-1`, /max-runs must be a whole number of 0\.\.1000000/],
  [`a ${A} read max-runs=${QUOTAS.runs.max + 1}`, /max-runs must be a whole number/],
  [`a ${A} read\nb ${A} read`, /line 2: its credential is that of another line/],
  [`a ${A} read\na ${B} train`, /line 2: another line of a has another role/],
  [`a ${A} read\na ${B} read max-runs=1`, /another line of a has another role, runs or quotas/],
] as const)('the file %j should be refused', ([text, message]) => {
  assert.throws(
    () => parseTokenFile(text, 'f'),
    (error: CrescendoError) => {
      assert.match(error.message, message);
      assert.equal(error.reason, 'INVALID_FIELD');
      // What stands in place of a hash may be a token.
      assert.doesNotMatch(error.message, /crsc_secret/);
      return true;
    },
  );
});

test('a subject should have one text, whatever the order of its attributes, and no other subject the same', () => {
  const name = fc.constantFrom('CN', 'O', 'OU', 'C');
  const value = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed());
  const subject = fc.dictionary(name, fc.oneof(value, fc.array(value, { minLength: 2 })), { minKeys: 1 });
  fc.assert(
    fc.property(subject, (attributes) => {
      const text = subjectText(attributes);
      assert.doesNotMatch(text, /\s/);
      assert.equal(sortedSubject(text), text);
      const reversed = Object.fromEntries(Object.entries(attributes).reverse());
      assert.equal(subjectText(reversed), text);
    }),
  );
  assert.notEqual(subjectText({ CN: 'a,O=b' }), subjectText({ CN: 'a', O: 'b' }));
});
