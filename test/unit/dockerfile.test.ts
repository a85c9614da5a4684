/** The Dockerfile against the files that it is made of: Docker itself is not needed to run the tests. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const dockerfile = read('Dockerfile');
const matches = (pattern: RegExp): string[][] => [...dockerfile.matchAll(pattern)].map((match) => match.slice(1));

test('the image has the release of Node that package.json pins', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const images = matches(/^FROM node:([\d.]+)-/gm).flat();
  assert.deepEqual([...new Set(images)], [dependencies.node]);
});

test('all that is copied from the repository is there, and .dockerignore lets it through', () => {
  const allowed = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const copied = matches(/^COPY (?!--from)(.+) \S+$/gm).flatMap(([sources]) => sources!.split(' '));
  assert.ok(copied.length > 0);
  for (const path of copied) {
    assert.ok(existsSync(new URL(path, root)), `${path} is not in the repository`);
    assert.ok(
      allowed.some((entry) => path === entry || path.startsWith(`${entry}/`)),
      `.dockerignore leaves ${path} out`,
    );
  }
});

test('the server does not run as root', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'));
  assert.match(last, /^USER node$/m);
});
