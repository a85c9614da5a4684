import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { setTimeout as startTimer } from 'node:timers';
import { type AddressForm, addressLines, addressList, type FoundAddress } from './addresses.ts';

/** How often a name is resolved and a function called, in milliseconds. */
const SEEK_MS = 10_000;
/** How often a file is read: it may lie on a file system that tells of no changes, such as NFS. */
const READ_MS = 1000;

/** Failures of servers do not make it find the addresses more often. */
const LEAST_MS = 1000;

/** What a watch tells. */
export interface AddressListener {
  /** These are the addresses now. */
  changed(found: readonly FoundAddress[]): void;
  /** The addresses could not be found, and stay as they were. */
  failed(why: Error): void;
}

/** Finds the addresses of servers again and again, while they may change. It does not keep the process alive. */
export class AddressWatch {
  readonly #find: () => Promise<readonly FoundAddress[]>;
  readonly #everyMs: number;
  readonly #listener: AddressListener;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #seeking: Promise<void> | undefined;
  #last = '';
  #soughtAt = Number.NEGATIVE_INFINITY;

  constructor(form: Exclude<AddressForm, { kind: 'fixed' }>, listener: AddressListener) {
    this.#find = finder(form);
    this.#everyMs = form.kind === 'file' ? READ_MS : SEEK_MS;
    this.#listener = listener;
  }

  /** A server has failed, which may be because its address is gone. */
  serverFailed(): void {
    if (performance.now() - this.#soughtAt >= LEAST_MS) void this.refresh();
  }

  /** Finds the addresses now, unless that is going on already. Never rejects. */
  refresh(): Promise<void> {
    this.#seeking ??= this.#seek().finally(() => {
      this.#seeking = undefined;
      if (this.#stopped) return;
      clearTimeout(this.#timer);
      this.#timer = startTimer(() => void this.refresh(), this.#everyMs).unref();
    });
    return this.#seeking;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #seek(): Promise<void> {
    this.#soughtAt = performance.now();
    try {
      const found = await this.#find();
      const now = JSON.stringify(found);
      if (this.#stopped || now === this.#last) return;
      this.#last = now;
      this.#listener.changed(found);
    } catch (error) {
      if (!this.#stopped) this.#listener.failed(error as Error);
    }
  }
}

function finder(form: Exclude<AddressForm, { kind: 'fixed' }>): () => Promise<readonly FoundAddress[]> {
  if (form.kind === 'file') {
    const { path } = form;
    return async () => addressLines(path, await readFile(path, 'utf8')).map((address) => ({ address }));
  }
  if (form.kind === 'function') {
    const { find } = form;
    return async () => addressList(await find()).map((address) => ({ address }));
  }
  const { host, port } = form;
  return async () => {
    const found = await lookup(host, { all: true, order: 'verbatim' });
    const addresses = found.map(({ address, family }) => `${family === 6 ? `[${address}]` : address}:${port}`);
    return [...new Set(addresses)].sort().map((address) => ({ address, name: host }));
  };
}
