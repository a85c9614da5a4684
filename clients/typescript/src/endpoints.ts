import type { crescendo } from '@crescendo/proto';
import { AddressWatch } from './address-watch.ts';
import { type Addresses, type AddressForm, addressForm, type FoundAddress, siblingAddress } from './addresses.ts';
import { type ConnectOptions, checkConnectOptions } from './call-options.ts';
import { Connection } from './connection.ts';
import { type Notice, warn } from './options.ts';

/** What a server says of itself. */
export type ServerInfo = crescendo.v1.GetServerResponse;

/** An address at which a server may be, with the connection to it. */
export interface Endpoint {
  readonly address: string;
  readonly connection: Connection;
  /** What the server has said of itself since it was last heard to fail. */
  info: ServerInfo | undefined;
  /** False once it is on the list no more: it finishes what it does. */
  listed: boolean;
  /** Calls and streams that use the connection. */
  uses: number;
}

/** The servers of a client: those at the addresses that it was given, which may change, and their siblings. */
export class Endpoints {
  /** The addresses as they were given. */
  readonly text: string;
  readonly #form: AddressForm;
  readonly #options: ConnectOptions;
  readonly #onNotice: (notice: Notice) => void;
  readonly #watch: AddressWatch | undefined;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #siblings = new Map<string, readonly string[]>();
  readonly #listeners = new Set<() => void>();
  /** Notices that were given, each once. */
  readonly #noticed = new Set<string>();
  #found: readonly FoundAddress[] = [];
  #failure = '';
  #begun: Promise<void> | undefined;

  /** Throws INVALID_FIELD for addresses or options that are wrong. */
  constructor(addresses: Addresses, options: ConnectOptions) {
    this.#form = addressForm(addresses);
    this.text = this.#form.text;
    checkConnectOptions(options);
    this.#options = options;
    this.#onNotice = options.onNotice ?? warn;
    if (this.#form.kind === 'fixed') {
      this.#found = this.#form.addresses.map((address) => ({ address }));
      for (const found of this.#found) this.#add(found);
      return;
    }
    // A token that must not travel there is refused at once.
    if (this.#form.kind === 'dns') new Connection(this.text, options).close();
    this.#watch = new AddressWatch(this.#form, {
      changed: (found) => {
        this.#failure = '';
        this.#found = found;
        this.#update();
      },
      failed: ({ message }) => this.#notFound(message),
    });
  }

  /** True if there may be more than one server. */
  get several(): boolean {
    return this.#form.kind !== 'fixed' || this.listed.length > 1;
  }

  /** The endpoints that are on the list now, in its order. */
  get listed(): readonly Endpoint[] {
    return [...this.#endpoints.values()].filter(({ listed }) => listed);
  }

  /** Why there are no addresses, if they could not be found. */
  get failure(): string {
    return this.#failure;
  }

  /** Resolves once the addresses have been looked for. */
  ready(): Promise<void> {
    this.#begun ??= this.#watch?.refresh() ?? Promise.resolve();
    return this.#begun;
  }

  /** An endpoint has failed, which may be because the list has changed. */
  serverFailed(): void {
    this.#watch?.serverFailed();
  }

  /** Calls `listener` whenever the list has changed; returns a function that removes the listener. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes note of processes that serve together with the server at an address of the list. */
  learn(address: string, siblings: readonly string[]): void {
    if (JSON.stringify(this.#siblings.get(address) ?? []) === JSON.stringify(siblings)) return;
    this.#siblings.set(address, siblings);
    this.#update();
  }

  /** The endpoint is used from now on; the returned function ends that. */
  use(endpoint: Endpoint): () => void {
    endpoint.uses += 1;
    return () => {
      endpoint.uses -= 1;
      this.#forget(endpoint);
    };
  }

  /** Gives a notice, but not twice the same. */
  notice(message: string, onNotice: (notice: Notice) => void = this.#onNotice): void {
    if (this.#noticed.has(message)) return;
    this.#noticed.add(message);
    onNotice({ reason: 'ENDPOINT', message });
  }

  close(): void {
    this.#watch?.stop();
    for (const { connection } of this.#endpoints.values()) connection.close();
  }

  #notFound(message: string): void {
    this.#failure = message;
    const stays = this.#found.length === 0 ? 'no server is known yet' : 'the servers known so far stay';
    this.notice(`${this.text}: ${stays}: ${message}`);
  }

  /** Brings the endpoints up to date with the list and the siblings. */
  #update(): void {
    const wanted = new Map(this.#found.map((found) => [found.address, found]));
    for (const { address } of this.#found) {
      for (const sibling of this.#siblings.get(address) ?? []) {
        const known = siblingAddress(address, sibling);
        if (known !== undefined && !wanted.has(known)) wanted.set(known, { address: known });
      }
    }
    for (const found of wanted.values()) this.#add(found);
    for (const endpoint of [...this.#endpoints.values()]) {
      endpoint.listed = wanted.has(endpoint.address);
      this.#forget(endpoint);
    }
    for (const listener of [...this.#listeners]) listener();
  }

  #add({ address, name }: FoundAddress): void {
    if (this.#endpoints.has(address)) return;
    const named = { 'grpc.ssl_target_name_override': name, 'grpc.default_authority': name };
    const channelOptions = { ...(name !== undefined && named), ...this.#options.channelOptions };
    try {
      const connection = new Connection(address, { ...this.#options, channelOptions });
      this.#endpoints.set(address, { address, connection, info: undefined, listed: true, uses: 0 });
    } catch (error) {
      if (this.#form.kind === 'fixed' && this.#siblings.size === 0) throw error;
      this.notice(`the server at ${address} is left out: ${(error as Error).message}`);
    }
  }

  #forget(endpoint: Endpoint): void {
    if (endpoint.listed || endpoint.uses > 0) return;
    this.#endpoints.delete(endpoint.address);
    endpoint.connection.close();
  }
}
