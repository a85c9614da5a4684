/** Shards for tests: a writer of tar archives, and what an index of shards holds. */

import type { Manifest } from '../../src/dataset/manifest.ts';
import { openSource } from '../../src/dataset/open-source.ts';
import { describeSource } from '../../src/dataset/source.ts';

const BLOCK = 512;

/** An entry of a tar archive. */
export interface TarMember {
  /** Up to 100 bytes, unless `form` has a place for more. */
  path: string;
  body?: Uint8Array | string;
  type?: string;
  /** How a longer path, or the size, is written. */
  form?: 'ustar' | 'prefix' | 'gnu' | 'pax' | 'base256';
}

/** The bytes of a tar archive, with the end-of-archive marker. */
export function tarOf(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.map(tarEntry), Buffer.alloc(2 * BLOCK)]);
}

/** One entry with its extensions and its padding. */
export function tarEntry({ path, body = '', type = '0', form = 'ustar' }: TarMember): Buffer {
  const bytes = Buffer.from(body);
  if (form === 'gnu') {
    const name = Buffer.from(`${path}\0`);
    return Buffer.concat([
      header('././@LongLink', name.length, 'L'),
      padded(name),
      header('x', bytes.length, type),
      padded(bytes),
    ]);
  }
  if (form === 'pax') {
    const records = Buffer.from(
      paxRecord('path', path) + paxRecord('size', String(bytes.length)) + paxRecord('mtime', '1.5'),
    );
    // The size in the header itself is one that no reader may use.
    return Buffer.concat([header('pax', records.length, 'x'), padded(records), header('x', 0, type), padded(bytes)]);
  }
  return Buffer.concat([header(path, bytes.length, type, form), padded(bytes)]);
}

/** A record of an extended header, whose length counts its own digits. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = Buffer.byteLength(rest);
  for (let digits = 1; ; digits += 1) {
    const total = length + digits;
    if (String(total).length === digits) return `${total}${rest}`;
  }
}

function header(path: string, size: number, type: string, form: TarMember['form'] = 'ustar'): Buffer {
  const block = Buffer.alloc(BLOCK);
  const slash = form === 'prefix' ? path.lastIndexOf('/') : -1;
  block.write(path.slice(slash + 1), 0, 100, 'utf8');
  if (slash > 0) block.write(path.slice(0, slash), 345, 155, 'utf8');
  block.write('0000644\0', 100);
  if (form === 'base256') {
    block[124] = 0x80;
    block.writeUIntBE(size, 130, 6);
  } else block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write(type, 156);
  block.write('ustar\0' + '00', 257, 'latin1');
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

/** Key, class and bytes of every sample, in their order. */
export async function contentsOf(
  manifest: Manifest,
  root: string | readonly string[],
): Promise<[string, string, string][]> {
  const source = openSource(describeSource(manifest.objects?.container ?? 'folder', root, manifest, true));
  const found: [string, string, string][] = [];
  for (let k = 0; k < manifest.sampleCount; k += 1) {
    const bytes = Buffer.from(await source.read(k));
    found.push([manifest.key(k), manifest.classNames[manifest.label(k)]!, bytes.toString('hex')]);
  }
  source.close();
  return found;
}
