import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { Manifest } from './manifest.ts';
import type { SampleSource, SourceDescription, SourceDescriptor } from './source.ts';
import { willNeed } from './will-need.ts';

/** Failures that say something of the sample itself and will not pass; all others may. */
const SAMPLE_IS_GONE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EACCES', 'EPERM', 'ENXIO']);
const INITIAL_BYTES = 256 * 1024;

/** Samples in files below a root folder. Reads are synchronous: a worker has nothing else to do meanwhile. */
export class FolderSource implements SampleSource {
  readonly manifest: Manifest;
  readonly #root: string;
  readonly #flags: number;
  #buffer = new Uint8Array(INITIAL_BYTES);

  constructor(root: string, manifest: Manifest) {
    this.#root = realpathSync(root);
    this.manifest = manifest;
    // A link that appears after indexing could lead out of the root.
    this.#flags = constants.O_RDONLY | constants.O_NONBLOCK | (manifest.followLinks ? 0 : constants.O_NOFOLLOW);
  }

  read(index: number): Uint8Array {
    const key = this.manifest.key(index);
    const size = this.manifest.size(index);
    if (size > LIMITS.imageBytes) {
      const bound = String(LIMITS.imageBytes);
      throw new CrescendoError('IMAGE_TOO_LARGE', `${key} has ${size} bytes; the limit imageBytes is ${bound}`, {
        key,
        value: String(size),
        bound,
        limit: 'imageBytes',
      });
    }
    const file = this.#open(key);
    try {
      return this.#readAll(file, key, size);
    } finally {
      closeSync(file);
    }
  }

  /** The file's pages are read by the system while other samples are decoded. */
  expect(index: number): void {
    const size = this.manifest.size(index);
    if (size > LIMITS.imageBytes) return;
    try {
      const file = this.#open(this.manifest.key(index));
      willNeed(file, size);
      closeSync(file);
    } catch {
      // Whatever is wrong is told by the one who reads it.
    }
  }

  describe(): SourceDescription {
    return {
      kind: 'folder',
      sampleCount: this.manifest.sampleCount,
      classCount: this.manifest.classNames.length,
      bytes: this.manifest.totalBytes(),
      manifestDigest: this.manifest.digest,
    };
  }

  descriptor(): SourceDescriptor {
    return { kind: 'folder', root: this.#root, manifest: this.manifest.buffer };
  }

  close(): void {
    this.#buffer = new Uint8Array(0);
  }

  #open(key: string): number {
    if (key.split('/').some((part) => part === '' || part === '.' || part === '..') || key.includes('\0')) {
      throw new CrescendoError('MISSING_SAMPLE', `the key ${JSON.stringify(key)} is not a path below the root`, {
        key,
      });
    }
    try {
      return openSync(join(this.#root, key), this.#flags);
    } catch (error) {
      throw readError(key, error);
    }
  }

  #readAll(file: number, key: string, size: number): Uint8Array {
    try {
      const stat = fstatSync(file);
      if (!stat.isFile() || stat.size !== size) {
        const is = stat.isFile() ? `has ${stat.size} bytes` : 'is not a file';
        throw new CrescendoError('MISSING_SAMPLE', `${key} ${is}; the manifest says ${size} bytes`, { key });
      }
      if (this.#buffer.length < size) this.#buffer = new Uint8Array(2 ** Math.ceil(Math.log2(size)));
      for (let at = 0; at < size; ) {
        const got = readSync(file, this.#buffer, at, size - at, at);
        if (got === 0) throw new CrescendoError('MISSING_SAMPLE', `${key} became shorter while being read`, { key });
        at += got;
      }
      return this.#buffer.subarray(0, size);
    } catch (error) {
      throw error instanceof CrescendoError ? error : readError(key, error);
    }
  }
}

function readError(key: string, error: unknown): CrescendoError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const reason = SAMPLE_IS_GONE.has(code) ? 'MISSING_SAMPLE' : 'READ_FAILED';
  return new CrescendoError(reason, `cannot read ${key}: ${code}`, { key, errno: code }, { cause: error });
}

/** Opens the source that a descriptor describes. */
export function openSource(descriptor: SourceDescriptor): SampleSource {
  return new FolderSource(descriptor.root, new Manifest(descriptor.manifest));
}
