/**
 * Maps a file of a memory file system into this process; Node has no function for this.
 *
 * The alternative is pwrite(2): it needs no foreign call, but its copy takes three times the CPU (25 us against 9 us for
 * an image of 224 x 224 on the machine of docs/transport.md).
 */
import { writeSync } from 'node:fs';
import koffi from 'koffi';

/** mman.h on Linux. */
const PROT_READ_WRITE = 3;
const MAP_SHARED = 1;

interface Libc {
  mmap(address: null, length: number, protection: number, flags: number, fd: number, offset: number): unknown;
  munmap(address: unknown, length: number): number;
}

let loaded: Libc | undefined;

function libc(): Libc {
  if (loaded === undefined) {
    // The process itself, whichever C library it runs on.
    const library = koffi.load(null);
    loaded = {
      mmap: library.func('void *mmap(void *, size_t, int, int, int, int64)') as unknown as Libc['mmap'],
      munmap: library.func('int munmap(void *, size_t)') as unknown as Libc['munmap'],
    };
  }
  return loaded;
}

/** A file in memory that can be written to while it is open. */
export class Mapping {
  readonly #address: unknown;
  /** Cleared together with the mapping, so that nothing is written to unmapped memory. */
  #bytes: Uint8Array | undefined;

  /** Maps the first `length` bytes of a file. Throws an error that says why it failed. */
  constructor(fd: number, length: number) {
    this.#address = libc().mmap(null, length, PROT_READ_WRITE, MAP_SHARED, fd, 0);
    // MAP_FAILED is the greatest address.
    if (BigInt.asIntN(64, koffi.address(this.#address)) === -1n) throw new Error(`mmap failed, errno ${koffi.errno()}`);
    this.#bytes = new Uint8Array(koffi.view(this.#address, length));
  }

  /** Copies bytes to an offset; the file must already have memory there, see `allocate`. */
  write(bytes: Uint8Array, offset: number): void {
    this.#bytes?.set(bytes, offset);
  }

  /** Sets eight bytes, little-endian, atomically and after all earlier writes. */
  writeWord(value: number, offset: number): void {
    const bytes = this.#bytes;
    if (bytes !== undefined) Atomics.store(new BigInt64Array(bytes.buffer, offset, 1), 0, BigInt(value));
  }

  close(): void {
    const length = this.#bytes?.length;
    this.#bytes = undefined;
    if (length !== undefined) libc().munmap(this.#address, length);
  }
}

const ZEROS = new Uint8Array(1024 * 1024);

/**
 * Allocates memory for a part of a file by writing zeros. Throws ENOSPC if there is none: a store to mapped memory that
 * cannot be allocated would raise a signal that kills the process.
 */
export function allocate(fd: number, offset: number, length: number): void {
  for (let at = 0; at < length; ) at += writeSync(fd, ZEROS, 0, Math.min(ZEROS.length, length - at), offset + at);
}
