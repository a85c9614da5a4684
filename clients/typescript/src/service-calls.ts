import { type crescendo, v1 } from '@crescendo/proto';
import {
  type ArchiveRunOptions,
  type CallOptions,
  checkReport,
  type ForkRunOptions,
  type ListRunsOptions,
  type ProgressReport,
} from './call-options.ts';
import { checkRun, whole } from './checks.ts';
import { CrescendoError } from './errors.ts';
import type { Notice } from './options.ts';
import {
  type Fork,
  forkInfo,
  type RunInfo,
  type RunStatus,
  type RunSummary,
  runInfo,
  runStatus,
  runSummary,
} from './run.ts';
import { type RunSpec, specMessage } from './spec.ts';
import { checkServerVersion, clientVersion } from './version.ts';

/** What writes a message of one type. */
export interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
}

/** A call that has one answer. */
export type UnaryCall<Request, Response> = [
  method: string,
  requestType: Codec<Request>,
  responseType: { decode(bytes: Uint8Array): Response },
  request: Request,
  options: CallOptions,
];

/** The answer of a call, and the address of the server that gave it. */
export interface Answer<Response> {
  response: Response;
  address: string;
}

/** The revision of the contract with which the calls came that the first servers do not know. */
const SINCE: Readonly<Record<string, number>> = { GetServer: 5 };
const LIFE_CALLS_SINCE = 3;

/** The calls of the service, at one server or at any of several; see `Client` for what they do and throw. */
export abstract class ServiceCalls {
  /** Where the server is, or the servers are, as it was given. */
  abstract readonly address: string;
  abstract readonly onNotice: (notice: Notice) => void;
  /** How long a call may take that states no limit itself, in milliseconds. */
  abstract readonly timeoutMs: number;

  abstract watchRun(run: string, options?: CallOptions): AsyncGenerator<RunStatus, void, void>;
  /** Ends every call. */
  abstract close(): void;
  /** Calls `listener` once when `signal` is aborted or this is closed; returns a function that removes the listener. */
  abstract whenAborted(signal: AbortSignal | undefined, listener: (reason: unknown) => void): () => void;
  protected abstract unary<Request, Response>(...call: UnaryCall<Request, Response>): Promise<Answer<Response>>;
  /** Takes note of the addresses of processes that serve together with the one at `address`. */
  protected learn(_address: string, _siblings: readonly string[]): void {}

  async openRun(run: string, spec?: RunSpec, options: CallOptions = {}): Promise<RunInfo> {
    checkRun(run);
    const client = clientVersion(spec);
    const request = { run, clientVersion: client, ...(spec !== undefined && { spec: specMessage(spec) }) };
    const opened = await this.unary('OpenRun', v1.OpenRunRequest, v1.OpenRunResponse, request, options);
    const { response, address } = opened;
    checkServerVersion(response.serverVersion, client);
    this.learn(address, response.siblings);
    return runInfo(response);
  }

  async getRun(run: string, options: CallOptions = {}): Promise<RunStatus> {
    const { response } = await this.unary('GetRun', v1.GetRunRequest, v1.GetRunResponse, { run }, options);
    return runStatus(response.status ?? {});
  }

  /** @param clientId the id by which the server knows the trainer that reports */
  async reportProgress(report: ProgressReport, options: CallOptions = {}, clientId = ''): Promise<number> {
    checkReport(report);
    const { run, rank = 0, worldSize = 0, ...progress } = report;
    const { ReportProgressRequest, ReportProgressResponse } = v1;
    const request = { run, rank, worldSize, progress, clientId };
    const answer = await this.unary('ReportProgress', ReportProgressRequest, ReportProgressResponse, request, options);
    return answer.response.consumedStep;
  }

  async listRuns({ archived = false, ...options }: ListRunsOptions = {}): Promise<RunSummary[]> {
    const answer = await this.later('ListRuns', v1.ListRunsRequest, v1.ListRunsResponse, { archived }, options);
    return answer.runs.map(runSummary);
  }

  async deleteRun(run: string, options: CallOptions = {}): Promise<void> {
    await this.later('DeleteRun', v1.DeleteRunRequest, v1.DeleteRunResponse, { run }, options);
  }

  async renameRun(run: string, to: string, options: CallOptions = {}): Promise<void> {
    await this.later('RenameRun', v1.RenameRunRequest, v1.RenameRunResponse, { run, to }, options);
  }

  async resetRun(run: string, options: CallOptions = {}): Promise<void> {
    await this.later('ResetRun', v1.ResetRunRequest, v1.ResetRunResponse, { run }, options);
  }

  async archiveRun(run: string, { undo = false, ...options }: ArchiveRunOptions = {}): Promise<void> {
    await this.later('ArchiveRun', v1.ArchiveRunRequest, v1.ArchiveRunResponse, { run, undo }, options);
  }

  async forkRun(run: string, to: string, spec?: RunSpec, { step, ...options }: ForkRunOptions = {}): Promise<Fork> {
    if (step !== undefined) whole('step', step, 0, Number.MAX_SAFE_INTEGER);
    const given = { ...(spec !== undefined && { spec: specMessage(spec) }), ...(step !== undefined && { step }) };
    const request = { run, to, ...given };
    return forkInfo(await this.later('ForkRun', v1.ForkRunRequest, v1.ForkRunResponse, request, options));
  }

  /** What the server is. */
  async getServer(options: CallOptions = {}): Promise<crescendo.v1.GetServerResponse> {
    return await this.later('GetServer', v1.GetServerRequest, v1.GetServerResponse, {}, options);
  }

  /** A call that came with a later revision of the contract. */
  protected async later<Request, Response>(...call: UnaryCall<Request, Response>): Promise<Response> {
    try {
      return (await this.unary(...call)).response;
    } catch (error) {
      if (!(error instanceof CrescendoError) || error.reason !== 'NOT_GRPC') throw error;
      const [method] = call;
      const message =
        `the server at ${error.metadata.value} does not know ${method}, which came with revision ` +
        `${SINCE[method] ?? LIFE_CALLS_SINCE} of the contract: upgrade the server, or correct the address if it is another one`;
      const details = { reason: 'VERSION_SKEW' as const, metadata: error.metadata };
      throw new CrescendoError('FAILED_PRECONDITION', message, details, { cause: error });
    }
  }
}
