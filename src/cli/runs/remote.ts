import { readFileSync } from 'node:fs';
import { type crescendo, v1 } from '@crescendo/proto';
import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { whyUnreadable } from '../../dataset/unreadable.ts';
import { CODES, CrescendoError, REASONS, type Reason } from '../../errors.ts';
import type { Stage } from '../../plan/curriculum/schedule.ts';
import type { Fork } from '../../runs/fork.ts';
import type { RunDetails, RunSummary } from '../../runs/summary.ts';
import { specInput, specMessage } from '../../server/spec-codec.ts';
import { parseRunSpec, type RunSpec } from '../../spec/spec.ts';
import { listed, type Runs } from './runs.ts';

const SERVICE = '/crescendo.v1.CrescendoService/';
const TIMEOUT_MS = 10_000;

interface Codec<Request, Response> {
  request: { encode(message: Request): { finish(): Uint8Array } };
  response: { decode(bytes: Uint8Array): Response };
}

/** The runs of a running server. Errors have the server's message, and a reason of its code. */
export class RemoteRuns implements Runs {
  readonly place: string;
  readonly #client: Client;
  readonly #metadata = new Metadata();

  /**
   * @param authority PEM file of the authority that signed the server's certificate; undefined speaks plain text
   * @param token what the server may ask for; empty or undefined sends none
   */
  constructor(address: string, authority: string | undefined, token?: string) {
    checkServerAddress(address);
    if (token && authority === undefined && !isLoopbackAddress(address)) throw plainToken(address);
    if (token) this.#metadata.set('authorization', `Bearer ${token}`);
    this.place = `the server at ${address}`;
    const secure = authority === undefined ? undefined : credentials.createSsl(readAuthority(authority));
    this.#client = new Client(address, secure ?? credentials.createInsecure());
  }

  async list({ archived }: { archived: boolean }): Promise<RunSummary[]> {
    const codec = { request: v1.ListRunsRequest, response: v1.ListRunsResponse };
    return (await this.#call('ListRuns', codec, { archived })).runs.map(summaryOf);
  }

  async show(name: string): Promise<RunDetails> {
    const codec = { request: v1.GetRunRequest, response: v1.GetRunResponse };
    const runs = await this.list({ archived: true });
    const summary = runs.find((run) => run.name === name);
    if (summary === undefined) {
      throw new CrescendoError('UNKNOWN_RUN', `no run ${JSON.stringify(name)} at ${this.place}; ${listed(runs)}`, {
        field: 'name',
        value: name,
      });
    }
    return { ...summary, ...detailsOf((await this.#call('GetRun', codec, { run: name })).status ?? {}) };
  }

  async delete(run: string): Promise<void> {
    await this.#call('DeleteRun', { request: v1.DeleteRunRequest, response: v1.DeleteRunResponse }, { run });
  }

  async rename(run: string, to: string): Promise<void> {
    await this.#call('RenameRun', { request: v1.RenameRunRequest, response: v1.RenameRunResponse }, { run, to });
  }

  async reset(run: string): Promise<void> {
    await this.#call('ResetRun', { request: v1.ResetRunRequest, response: v1.ResetRunResponse }, { run });
  }

  async archive(run: string, archived: boolean): Promise<void> {
    const codec = { request: v1.ArchiveRunRequest, response: v1.ArchiveRunResponse };
    await this.#call('ArchiveRun', codec, { run, undo: !archived });
  }

  async fork(run: string, to: string, spec: unknown, step?: number): Promise<Fork> {
    const codec = { request: v1.ForkRunRequest, response: v1.ForkRunResponse };
    const message = spec === undefined ? {} : { spec: specMessage(parseRunSpec(spec)) };
    const { firstStep, totalSteps, budgetConsumed, differences } = await this.#call('ForkRun', codec, {
      ...{ run, to, ...message, ...(step === undefined ? {} : { step }) },
    });
    return {
      ...{ firstStep, totalSteps, budgetConsumed },
      differences: differences.map(({ field, before, after }) => ({
        ...{ field: field ?? '', before: before ?? '', after: after ?? '' },
      })),
    };
  }

  close(): void {
    this.#client.close();
  }

  #call<Request, Response>(name: string, codec: Codec<Request, Response>, request: Request): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        `${SERVICE}${name}`,
        (message: Request) => Buffer.from(codec.request.encode(message).finish()),
        (bytes: Buffer) => codec.response.decode(bytes),
        request,
        this.#metadata,
        { deadline: Date.now() + TIMEOUT_MS },
        (error, response) => {
          if (error !== null || response === undefined) reject(this.#failure(error));
          else resolve(response);
        },
      );
    });
  }

  #failure(error: ServiceError | null): CrescendoError {
    const at = { option: '--server', value: this.place };
    if (error?.code === status.UNIMPLEMENTED) {
      const message = `${this.place} does not know this call: it is no Crescendo server, or an older one; upgrade it`;
      return new CrescendoError('VERSION_SKEW', message, at);
    }
    if (error === null || error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED) {
      const message = `cannot reach ${this.place}: ${whyUnreachable(error)}`;
      return new CrescendoError('READ_FAILED', message, at);
    }
    return new CrescendoError(reasonOf(error.code), error.details, at);
  }
}

/** True for addresses that lead to this machine, on which nobody else can listen. */
function isLoopbackAddress(address: string): boolean {
  return /^(unix(-abstract)?:|(dns:\/*)?(localhost|127(\.\d{1,3}){3}|\[::1\]):\d+$)/.test(address);
}

function plainToken(address: string): CrescendoError {
  return new CrescendoError(
    'INVALID_FIELD',
    `the token would travel to ${address} in plain text: give --tls-ca, or unset CRESCENDO_TOKEN if the server needs none`,
    { option: '--token', value: address },
  );
}

/** Throws INVALID_FIELD for anything other than `host:port` and `unix:PATH`, with what to write instead. */
function checkServerAddress(address: string): void {
  if (/^unix:./.test(address) || /^[^/]*[^/:]:\d{1,5}$/.test(address)) return;
  const host = address.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  const meant = /^\d*$/.test(host) ? `127.0.0.1:${host || '7077'}` : /:\d+$/.test(host) ? host : `${host}:7077`;
  const message = `--server ${address || "''"}: must be HOST:PORT, without http://; write --server ${meant}`;
  throw new CrescendoError('INVALID_FIELD', message, { option: '--server', value: address });
}

/** Why a server gave no answer, without gRPC's own words where they can be put plainly. */
function whyUnreachable(error: ServiceError | null): string {
  const details = error?.details ?? 'no answer';
  if (details.includes('ECONNREFUSED')) return "nothing listens there: start 'crescendo serve', or correct --server";
  if (/ENOTFOUND|EAI_AGAIN|Name resolution failed/.test(details)) return 'the host name is unknown: correct --server';
  if (error?.code === status.DEADLINE_EXCEEDED) {
    return `no answer within ${TIMEOUT_MS / 1000} s: correct --server, or give --tls-ca FILE if the server has TLS`;
  }
  return `${details} (a server with TLS needs --tls-ca FILE)`;
}

/** A reason with this gRPC code, which is what a command's exit code depends on. */
function reasonOf(code: number): Reason {
  const reasons = Object.keys(REASONS) as Reason[];
  return reasons.find((reason) => CODES[REASONS[reason]] === code) ?? 'INTERNAL';
}

function readAuthority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const message = `--tls-ca: cannot read ${file}: ${whyUnreadable(file, error)}`;
    throw new CrescendoError('PATH', message, { option: '--tls-ca', path: file });
  }
}

function summaryOf(run: crescendo.v1.IRunSummary): RunSummary {
  return {
    name: run.run ?? '',
    dataset: run.dataset ?? '',
    created: new Date(run.createdMs ?? 0).toISOString(),
    finished: run.finished ?? false,
    consumed_step: run.consumedStep ?? null,
    total_steps: run.totalSteps ?? 0,
    budget_consumed: run.budgetConsumed ?? 0,
    stage: run.stage ?? 0,
    issued: run.issuedSamples ?? 0,
    reissued: run.reissuedSamples ?? 0,
    acknowledged: run.acknowledgedSamples ?? 0,
    replayed: run.replayedSamples ?? 0,
    bad_samples: run.badSampleCount ?? 0,
    archived: run.archived ?? false,
    owner: run.owner || null,
  };
}

/** A server tells no single lines of the ledger, and of bad samples no index. */
function detailsOf(status: crescendo.v1.IRunStatus): Omit<RunDetails, keyof RunSummary> {
  const { spec, stages, ranks, badSamples, unreadValidation } = status;
  return {
    spec: specInput(spec ?? {}) as RunSpec,
    stages: (stages ?? []).map(stageOf),
    ranks: (ranks ?? []).map(({ worldSize, rank, consumedStep, stepSeconds }) => ({
      ...{ worldSize: worldSize ?? 0, rank: rank ?? 0 },
      ...{ consumedStep: consumedStep ?? 0, stepSeconds: stepSeconds ?? 0 },
    })),
    ledger: [],
    datasets: (status.datasets ?? []).map(({ id, samples, sampleCount }) => ({
      ...{ id: id ?? '', samples: samples ?? 0, epochs: sampleCount ? (samples ?? 0) / sampleCount : null },
    })),
    first_bad_samples: (badSamples ?? []).map(({ key, reason, replacedBy, step }) => ({
      ...{ index: -1, key: key ?? '', reason: reason ?? '', replacedBy: replacedBy ?? '', step: step ?? 0 },
    })),
    unread_validation: status.unreadValidationCount ?? 0,
    first_unread_validation: (unreadValidation ?? []).map(({ dataset, key, reason }) => ({
      ...{ dataset: dataset ?? '', key: key ?? '', reason: reason ?? '' },
    })),
  };
}

function stageOf(stage: crescendo.v1.IStage): Stage {
  return {
    ...{ index: stage.index ?? 0, firstStep: stage.firstStep ?? 0, steps: stage.steps ?? 0, firstPosition: 0 },
    ...{ budgetStart: stage.budgetStart ?? 0, budgetEnd: stage.budgetEnd ?? 0 },
    ...{ bandwidth: stage.bandwidth ?? 0, globalBatch: stage.globalBatch ?? 0 },
    ...(stage.randaugment ? { randaugment: stage.randaugment } : {}),
  };
}
