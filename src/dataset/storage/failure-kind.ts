import { CrescendoError } from '../../errors.ts';

/**
 * What the code of a failed system call means for a sample:
 * - `gone`: its file is not there, or not readable, unless the whole storage is away, which looks the same;
 * - `outage`: the storage, or this machine, cannot read now; the file is not the reason;
 * - `suspect`: damage of the file or trouble that passes; only further tries tell.
 */
export type FailureKind = 'gone' | 'outage' | 'suspect';

const GONE = new Set('ENOENT ENOTDIR EISDIR ELOOP EACCES EPERM ENXIO ENAMETOOLONG'.split(' '));
/** Connections to the storage, and what the machine runs out of. */
const OUTAGE = new Set(
  (
    'ENOTCONN ECONNABORTED ECONNREFUSED ECONNRESET EHOSTDOWN EHOSTUNREACH ENETDOWN ENETUNREACH ENODEV ENOLINK EPIPE ' +
    'ESHUTDOWN ETIMEDOUT EMFILE ENFILE ENOMEM ENOBUFS EAGAIN EBUSY EINTR'
  ).split(' '),
);

export function failureKind(code: string): FailureKind {
  if (GONE.has(code)) return 'gone';
  // Everything else may concern one file: EIO, ESTALE, EUCLEAN and EBADMSG (failed checksums of a file system), and codes
  // that are not known here.
  return OUTAGE.has(code) ? 'outage' : 'suspect';
}

/** The code of what a system call has thrown, such as ENOENT. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}

/** What a READ_FAILED concerns: one sample while others can be read (after some tries it is bad), or the whole storage. */
type Scope = 'sample' | 'storage';

const ONE_SAMPLE: Scope = 'sample';

/** The sample is bad, for good. */
export function missingSample(object: string, error: unknown): CrescendoError {
  return failure('MISSING_SAMPLE', object, error, '');
}

/** The storage does not answer, whatever is asked for. */
export function storageAway(object: string, error: unknown): CrescendoError {
  const why = failureKind(codeOf(error)) === 'outage' ? '' : ', and no other sample can be read either';
  return failure('READ_FAILED', object, error, why, { scope: 'storage' satisfies Scope });
}

/** The sample cannot be read now, but others can. */
export function suspectSample(object: string, error: unknown): CrescendoError {
  return failure('READ_FAILED', object, error, ', while other samples can be read', { scope: ONE_SAMPLE });
}

/** A READ_FAILED with the scope in its metadata. */
export function readFailure(
  scope: Scope,
  message: string,
  metadata: Readonly<Record<string, string>>,
  cause: unknown,
): CrescendoError {
  return new CrescendoError('READ_FAILED', message, { ...metadata, scope }, { cause });
}

/** True for a READ_FAILED that says that other samples can be read. */
export function concernsOneSample({ reason, metadata }: CrescendoError): boolean {
  return reason === 'READ_FAILED' && metadata.scope === ONE_SAMPLE;
}

function failure(
  reason: 'MISSING_SAMPLE' | 'READ_FAILED',
  object: string,
  error: unknown,
  why: string,
  metadata: { scope?: string } = {},
): CrescendoError {
  const errno = codeOf(error);
  const meaning = errno === 'ELOOP' ? ' (it is, or lies behind, a symbolic link)' : '';
  return new CrescendoError(
    reason,
    `cannot read ${object}: ${errno}${meaning}${why}`,
    { object, errno, ...metadata },
    { cause: error },
  );
}
