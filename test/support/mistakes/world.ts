/** Where the mistakes are made: folders of photographs, and servers. */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningServer, startServer } from '../../../scripts/server.ts';
import { writeDataset } from '../datasets.ts';
import { tarOf } from '../shards.ts';
import { SHOWN } from './mistake.ts';

const PEM = fileURLToPath(new URL('../../../clients/conformance/localhost.pem', import.meta.url));
const SNAPPY = fileURLToPath(new URL('../../golden/shards/snappy.parquet', import.meta.url));
const LATER = fileURLToPath(new URL('../later-server.mjs', import.meta.url));

export interface World {
  folder: string;
  /** A text of the page with the real addresses. */
  real(text: string): string;
  /** A printed text as the page shows it: what depends on the machine, the time or the release is replaced. */
  shown(text: string): string;
  end(): Promise<void>;
}

export async function makeWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-mistakes-'));
  writeFolders(folder);
  const at = (name: string): string => join(folder, 'photos', name);
  const data = ['train', 'val', 'renamed', 'broken'].flatMap((id) => ['--data', `${id}=${at(id)}`]);
  const one = ['--data', `train=${at('train')}`, '--workers', '1'];
  const servers = await Promise.all([
    startServer([...data, '--workers', '1'], { env: { ...process.env } }),
    startServer([...one, '--tls-cert', PEM, '--tls-key', PEM]),
    startServer(one, { node: ['--import', LATER] }),
  ]);
  const names = [SHOWN.address, SHOWN.tls, SHOWN.later];
  return {
    folder,
    real: (text) => names.reduce((done, name, k) => done.replaceAll(name, servers[k]!.address), text),
    shown: (text) => masked(servers, names, folder, text),
    async end() {
      await Promise.all(servers.map((server) => server.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}

function masked(servers: readonly RunningServer[], names: readonly string[], folder: string, text: string): string {
  return names
    .reduce((done, name, k) => done.replaceAll(servers[k]!.address, name), text)
    .replaceAll(folder, '/data')
    .replaceAll(/\(127\.0\.0\.1:\d+\)/g, '(127.0.0.1:50000)')
    .replaceAll(hostname(), SHOWN.host)
    .replaceAll(/\b[0-9a-f]{64}\b/g, '…')
    .replaceAll(/\b\d+ s ago\b/g, '1 s ago')
    .replaceAll(/\bfor \d+ s\b/g, 'for 90 s')
    .replaceAll(/\b\d\d s until/g, '59 s until')
    .replaceAll(/(crescendo(?:-client)?) \d+\.\d+\.\d+/g, '$1 X.Y.Z')
    .replaceAll(/\brevision \d+/g, 'revision N');
}

function writeFolders(folder: string): void {
  const at = (...names: string[]): string => join(folder, 'photos', ...names);
  for (const name of ['train', 'val']) writeDataset(at(name), 24);
  cpSync(at('val'), at('renamed'), { recursive: true });
  renameSync(at('renamed', 'class2'), at('renamed', 'klass2'));
  cpSync(at('val'), at('one-empty'), { recursive: true });
  mkdirSync(at('one-empty', 'aardvark'));
  cpSync(at('train'), at('broken'), { recursive: true });
  for (let k = 0; k < 8; k += 1) writeFileSync(at('broken', `class${k % 3}`, `broken-${k}.jpg`), 'not an image');
  writeShards(join(folder, 'shards'));
  writeFileSync(join(folder, 'notes.sqlite'), 'A text, and not a database: '.repeat(20));
}

function writeShards(folder: string): void {
  mkdirSync(join(folder, 'hub'), { recursive: true });
  const sample = (key: string) => [
    { path: `${key}.jpg`, body: 'x'.repeat(3000) },
    { path: `${key}.cls`, body: '1' },
  ];
  const whole = tarOf([...sample('0001'), ...sample('0002')]);
  writeFileSync(join(folder, 'cut.tar'), whole.subarray(0, whole.length - 4000));
  for (const split of ['train', 'test']) writeFileSync(join(folder, 'hub', `${split}-0000.tar`), whole);
  writeFileSync(join(folder, 'unlabelled.tar'), tarOf([{ path: '0001.jpg' }, { path: '0001.txt', body: 'a cat' }]));
  copyFileSync(SNAPPY, join(folder, 'snappy.parquet'));
}
