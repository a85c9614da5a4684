import { clearTimeout } from 'node:timers';
import type { Addresses } from './addresses.ts';
import { type CallOptions, type ConnectOptions, checkCallOptions, milliseconds, TIMEOUT_MS } from './call-options.ts';
import { Closing } from './closing.ts';
import type { Connection } from './connection.ts';
import { type Endpoint, Endpoints, type ServerInfo } from './endpoints.ts';
import { CrescendoError, isTransient } from './errors.ts';
import { type Notice, warn } from './options.ts';
import type { RunStatus } from './run.ts';
import { type Answer, ServiceCalls, type UnaryCall } from './service-calls.ts';

/** The first revision of the contract whose servers can serve a run together. */
const PULL_REVISION = 5;
/** How long a server may take for a call before another one is asked, in milliseconds. */
const PATIENCE_MS = 5000;
/** Calls that must not be repeated after they may have been carried out. */
const ONCE: readonly string[] = ['DeleteRun', 'RenameRun', 'ForkRun'];

/**
 * The servers of a client. With one server, each call goes there. With several, a call goes to one that can be used, and to
 * the next one if that does not answer. All of them must keep the same state: the first one that can be used says which.
 */
export class Servers extends ServiceCalls {
  readonly address: string;
  readonly onNotice: (notice: Notice) => void;
  readonly timeoutMs: number;
  readonly endpoints: Endpoints;
  readonly #closing = new Closing();
  /** The state that the servers must keep. */
  #stateId: string | undefined;
  /** The endpoint that has answered last. */
  #preferred: Endpoint | undefined;

  constructor(addresses: Addresses, options: ConnectOptions = {}) {
    super();
    this.endpoints = new Endpoints(addresses, options);
    this.address = this.endpoints.text;
    this.onNotice = options.onNotice ?? warn;
    this.timeoutMs = milliseconds(options.timeoutMs ?? TIMEOUT_MS);
  }

  /** The connection to the only server. */
  get only(): Connection {
    return this.endpoints.listed[0]!.connection;
  }

  /** Names the state that the servers keep; undefined before the first one of several was used. */
  get stateId(): string | undefined {
    return this.#stateId;
  }

  /**
   * Asks an endpoint what it is, and checks that it may serve together with the others. Throws the call's error, or
   * UNAVAILABLE with the reason for which it is left out.
   */
  async describe(endpoint: Endpoint, options: CallOptions = {}): Promise<ServerInfo> {
    endpoint.info = undefined;
    const info = await endpoint.connection.getServer(options);
    endpoint.info = info;
    this.learn(endpoint.address, info.siblings);
    this.#judge(info);
    return info;
  }

  #judge({ serverVersion, stateId }: ServerInfo): void {
    const revision = serverVersion?.revision ?? 0;
    if (revision < PULL_REVISION) {
      throw leftOut(
        `it knows revision ${revision} of the contract, and several servers need ${PULL_REVISION}: upgrade it`,
      );
    }
    this.#stateId ??= stateId;
    if (stateId === this.#stateId) return;
    // All servers have answered, and the state is at none of them: it is lost, and runs are made again.
    if (this.endpoints.listed.every(({ info }) => info !== undefined && info.stateId !== this.#stateId)) {
      this.#stateId = stateId;
      return;
    }
    throw leftOut(`its runs are kept elsewhere (state ${stateId}, the other servers' is ${this.#stateId})`);
  }

  async *watchRun(run: string, options: CallOptions = {}): AsyncGenerator<RunStatus, void, void> {
    checkCallOptions(options);
    if (!this.endpoints.several) return yield* this.only.watchRun(run, options);
    const failures: Failures = new Map();
    for (const endpoint of await this.#candidates()) {
      const done = this.endpoints.use(endpoint);
      let begun = false;
      try {
        await this.#admit(endpoint, { ...options, timeoutMs: PATIENCE_MS });
        for await (const status of endpoint.connection.watchRun(run, options)) {
          begun = true;
          yield status;
        }
        return;
      } catch (error) {
        if (begun || !mayGoElsewhere(error, options.signal)) throw error;
        this.#failed(endpoint, error, failures);
      } finally {
        done();
      }
    }
    throw noneUsable(this.endpoints, failures);
  }

  close(): void {
    if (this.#closing.close()) this.endpoints.close();
  }

  whenAborted(signal: AbortSignal | undefined, listener: (reason: unknown) => void): () => void {
    return this.#closing.whenAborted(signal, listener);
  }

  protected override learn(address: string, siblings: readonly string[]): void {
    this.endpoints.learn(address, siblings);
  }

  protected override async unary<Request, Response>(
    ...[method, requestType, responseType, request, options]: UnaryCall<Request, Response>
  ): Promise<Answer<Response>> {
    checkCallOptions(options);
    const timeoutMs = milliseconds(options.timeoutMs ?? this.timeoutMs);
    const at = (endpoint: Endpoint, timeoutMs: number) =>
      endpoint.connection.unary(method, requestType, responseType, request, { ...options, timeoutMs });
    if (!this.endpoints.several) return await at(this.endpoints.listed[0]!, timeoutMs);
    const until = performance.now() + timeoutMs;
    // A server that is slow and not gone has the rest of the time in the second round.
    for (let patience = PATIENCE_MS; ; patience = timeoutMs) {
      const failures: Failures = new Map();
      for (const endpoint of await this.#candidates(options.signal)) {
        const done = this.endpoints.use(endpoint);
        const left = (): number => Math.max(1, Math.min(patience, until - performance.now()));
        try {
          await this.#admit(endpoint, { ...options, timeoutMs: left() });
          const answer = await at(endpoint, ONCE.includes(method) ? Math.max(1, until - performance.now()) : left());
          this.#preferred = endpoint;
          return answer;
        } catch (error) {
          const again = ONCE.includes(method) && isLate(error);
          if (again || !mayGoElsewhere(error, options.signal)) throw error;
          this.#failed(endpoint, error, failures);
        } finally {
          done();
        }
      }
      const failed = [...failures.values()];
      if (performance.now() < until && patience < timeoutMs && failed.some(isLate)) continue;
      throw noneUsable(this.endpoints, failures);
    }
  }

  /** Asks an endpoint what it is, unless it has said so. */
  async #admit(endpoint: Endpoint, options: CallOptions): Promise<void> {
    if (endpoint.info === undefined) await this.describe(endpoint, options);
    else this.#judge(endpoint.info);
  }

  /** The endpoints in the order in which they are tried. */
  async #candidates(signal?: AbortSignal): Promise<Endpoint[]> {
    await this.#untilReady(signal);
    const { listed } = this.endpoints;
    // One that is shutting down still answers, but may be gone before it has.
    const rank = (endpoint: Endpoint): number => (endpoint.info?.draining ? 2 : endpoint === this.#preferred ? 0 : 1);
    return [...listed].sort((a, b) => rank(a) - rank(b));
  }

  async #untilReady(signal?: AbortSignal): Promise<void> {
    let forget = (): void => {};
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        forget = this.whenAborted(signal, reject);
        // A function or a name service may never answer.
        timer = setTimeout(resolve, this.timeoutMs);
        void this.endpoints.ready().then(resolve);
      });
    } finally {
      clearTimeout(timer);
      forget();
    }
  }

  #failed(endpoint: Endpoint, error: unknown, failures: Failures): void {
    failures.set(endpoint.address, error as CrescendoError);
    if (isLeftOut(error)) {
      this.endpoints.notice(`the server at ${endpoint.address} is left out: ${error.message}`);
      return;
    }
    endpoint.info = undefined;
    this.endpoints.serverFailed();
  }
}

type Failures = Map<string, CrescendoError>;

const LEFT_OUT = new WeakSet<CrescendoError>();

/** The reason for which a server is not used, though it answers. */
export function leftOut(why: string): CrescendoError {
  const error = new CrescendoError('UNAVAILABLE', why, { reason: 'UNREACHABLE' });
  LEFT_OUT.add(error);
  return error;
}

/** True for what `leftOut` makes. */
export function isLeftOut(error: unknown): error is CrescendoError {
  return error instanceof CrescendoError && LEFT_OUT.has(error);
}

/** Failures of one server that say nothing of the others. */
const OF_THE_SERVER: readonly string[] = ['NOT_GRPC', 'TLS_MISMATCH', 'VERSION_SKEW'];

/** True if a server refuses the token, or cannot talk to this client: another one may not. */
export function isOfServer(error: unknown): error is CrescendoError {
  return error instanceof CrescendoError && (OF_THE_SERVER.includes(error.reason) || error.code === 'UNAUTHENTICATED');
}

const isLate = (error: unknown): boolean => error instanceof CrescendoError && error.reason === 'TIMEOUT';

function mayGoElsewhere(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted || (error instanceof CrescendoError && error.reason === 'CLOSED')) return false;
  return isTransient(error) || isOfServer(error);
}

/** The error of a call for which no server could be used. */
export function noneUsable(endpoints: Endpoints, failures: ReadonlyMap<string, CrescendoError>): CrescendoError {
  const all = [...failures];
  const refusal = all.find(([, error]) => isOfServer(error));
  if (refusal !== undefined && all.every(([, error]) => isOfServer(error))) return refusal[1];
  const why = all.map(([address, { message }]) => `${address}: ${message}`).join('; ') || endpoints.failure;
  const message = `none of the servers of ${endpoints.text} can be used: ${why || 'no address is known yet'}`;
  const reason = all.length > 0 && all.every(([, error]) => isLate(error)) ? 'TIMEOUT' : 'UNREACHABLE';
  const metadata = { field: 'address', value: endpoints.text };
  return new CrescendoError('UNAVAILABLE', message, { reason, metadata }, { cause: all[0]?.[1] });
}
