/**
 * Crescendo's only error type and its closed vocabulary.
 *
 * A message says which value is wrong and why, what the bound is, and which option or field sets it; `metadata` repeats
 * these for programs. The server turns an error into a gRPC status with a google.rpc.ErrorInfo.
 */

/** The canonical gRPC codes that Crescendo uses, with their numbers. */
export const CODES = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type Code = keyof typeof CODES;

/** Every reason that an error can have, with its gRPC code. */
export const REASONS = {
  /** A field of a run spec, a request, a configuration file or a command line is wrong. */
  INVALID_FIELD: 'INVALID_ARGUMENT',
  /** Requests of a stream came in the wrong order or without a message. */
  PROTOCOL: 'INVALID_ARGUMENT',
  /** The dataset id is not in the server's configuration. */
  UNKNOWN_DATASET: 'NOT_FOUND',
  /** No run has that name. */
  UNKNOWN_RUN: 'NOT_FOUND',
  /** A file or folder that the user named does not exist or is of the wrong kind. */
  PATH: 'NOT_FOUND',
  /** The run exists with another spec. */
  SPEC_MISMATCH: 'FAILED_PRECONDITION',
  /** The name is that of another run. */
  RUN_EXISTS: 'FAILED_PRECONDITION',
  /** The run is being served and must not be deleted, renamed, reset or archived now. */
  RUN_IN_USE: 'FAILED_PRECONDITION',
  /** The run is archived. */
  RUN_ARCHIVED: 'FAILED_PRECONDITION',
  /** The run has been deleted, renamed or reset since it was opened. */
  RUN_CHANGED: 'FAILED_PRECONDITION',
  /** The dataset is not the one that the run was made with. */
  MANIFEST_MISMATCH: 'FAILED_PRECONDITION',
  /** The validation data has classes that the training data lacks, or numbers them otherwise. */
  CLASS_MISMATCH: 'FAILED_PRECONDITION',
  /** The pixel engine is not the one that the run was made with. */
  ENGINE_MISMATCH: 'FAILED_PRECONDITION',
  /** The schedule is not the one that the client knows. */
  SCHEDULE_MISMATCH: 'FAILED_PRECONDITION',
  /** The world size is not the run's. */
  WORLD_MISMATCH: 'FAILED_PRECONDITION',
  /** Another trainer reads the batches of this rank. */
  RANK_TAKEN: 'FAILED_PRECONDITION',
  /** Client and server are incompatible: one of them needs a later revision of the contract. */
  VERSION_SKEW: 'FAILED_PRECONDITION',
  /** The step lies beyond the schedule. */
  STEP_OUT_OF_RANGE: 'OUT_OF_RANGE',
  /** Others use what the server has, such as its memory for batches: clients try again. */
  LIMIT: 'RESOURCE_EXHAUSTED',
  /** The batches of one stream need more memory than the server has, even if nobody else uses it. */
  BATCH_TOO_LARGE: 'RESOURCE_EXHAUSTED',
  /** A quota of the token is used up. */
  QUOTA: 'RESOURCE_EXHAUSTED',
  /** The server asks for a token or a known client certificate, and the call has neither. */
  TOKEN_MISSING: 'UNAUTHENTICATED',
  /** The token is in no line of the server's token file: it is wrong, or it was removed. */
  TOKEN_UNKNOWN: 'UNAUTHENTICATED',
  /** The token's line in the token file has expired. */
  TOKEN_EXPIRED: 'UNAUTHENTICATED',
  /** The token's role does not allow the call. */
  ROLE_REQUIRED: 'PERMISSION_DENIED',
  /** The token is bound to other run names. */
  RUN_NOT_ALLOWED: 'PERMISSION_DENIED',
  /** The run belongs to another token, or to none. */
  NOT_OWNER: 'PERMISSION_DENIED',
  /** The image cannot be decoded. */
  BAD_IMAGE: 'DATA_LOSS',
  /** The image, or its file, is larger than the limit. */
  IMAGE_TOO_LARGE: 'DATA_LOSS',
  /** The sample's file is gone, cannot be read while others can, or is not the one that was indexed. */
  MISSING_SAMPLE: 'DATA_LOSS',
  /** More bad samples than the run's `max_bad_samples`. */
  TOO_MANY_BAD_SAMPLES: 'DATA_LOSS',
  /** A file of Crescendo's own is damaged or of another version. */
  DAMAGED_FILE: 'DATA_LOSS',
  /** The storage of a dataset does not answer, or reading failed for another reason that may pass. */
  READ_FAILED: 'UNAVAILABLE',
  /** A worker thread of the server has died; another one takes its place, and the batch can be made again. */
  WORKER_LOST: 'UNAVAILABLE',
  /** The state of runs cannot be read or written now, for instance because the disk is full. */
  STATE_UNAVAILABLE: 'UNAVAILABLE',
  /** The server is shutting down. */
  SHUTTING_DOWN: 'UNAVAILABLE',
  /** A fault of Crescendo. */
  INTERNAL: 'INTERNAL',
} as const satisfies Record<string, Code>;

export type Reason = keyof typeof REASONS;

/** Metadata of an error: the field or option, its value, the bound. */
export type ErrorMetadata = Readonly<Record<string, string>>;

export class CrescendoError extends Error {
  override readonly name = 'CrescendoError';
  readonly reason: Reason;
  readonly metadata: ErrorMetadata;

  constructor(reason: Reason, message: string, metadata: ErrorMetadata = {}, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.metadata = metadata;
  }

  /** The canonical gRPC code. */
  get code(): Code {
    return REASONS[this.reason];
  }
}

/** Reasons that concern one sample: it is replaced, and the run continues. */
const SAMPLE_REASONS: ReadonlySet<Reason> = new Set<Reason>(['BAD_IMAGE', 'IMAGE_TOO_LARGE', 'MISSING_SAMPLE']);

/** True if `error` means that a sample is bad: the same bytes would fail in the same way on every replica. */
export function isBadSample(error: unknown): error is CrescendoError {
  return error instanceof CrescendoError && SAMPLE_REASONS.has(error.reason);
}

/** Turns anything thrown into a CrescendoError; the original becomes its `cause`, and its text is kept. */
export function toCrescendoError(error: unknown): CrescendoError {
  if (error instanceof CrescendoError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new CrescendoError('INTERNAL', `internal error: ${text}`, {}, { cause: error });
}
