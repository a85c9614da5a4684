import type { Refusal } from '../remote/exchange.ts';
import { headerOf } from '../remote/exchange.ts';
import { Fault } from '../remote/fault.ts';
import { judgeStatus } from '../remote/refusal.ts';
import type { Method, PreparedRequest, Requester } from '../remote/requester.ts';
import { staysBelow } from '../storage-place.ts';
import { CurrentCredentials } from './credentials.ts';
import type { S3Settings } from './settings.ts';
import { Signatures } from './signatures.ts';
import { parseXml, textOf } from './xml.ts';

/** Refusals after which other credentials may do. */
const RENEWABLE = new Set(
  'ExpiredToken ExpiredTokenException InvalidToken TokenRefreshRequired InvalidAccessKeyId RequestTimeTooSkewed HTTP'.split(
    ' ',
  ),
);
const REFUSED = new Set([...RENEWABLE, 'SignatureDoesNotMatch', 'AccessDenied']);
const PASSING = new Set(
  'SlowDown RequestTimeout InternalError ServiceUnavailable Throttling ThrottlingException'.split(' '),
);
/** Answers that concern the whole bucket. */
const SETTLED = new Set(
  'NoSuchBucket AuthorizationHeaderMalformed PermanentRedirect IllegalLocationConstraintException InvalidBucketName'.split(
    ' ',
  ),
);

/** Characters of what a store says that are repeated. */
const MESSAGE_LENGTH = 200;

/** Objects of an S3 bucket, or of a store that answers the same requests. */
export class S3Requester implements Requester {
  readonly place: string;
  readonly origin: string;
  readonly knowsWhatIsGone = true;
  /** What the names of its objects begin with. */
  readonly prefix: string;
  readonly #bucketPath: string;
  readonly #settings: S3Settings;
  readonly #credentials: CurrentCredentials;
  readonly #signatures: Signatures;

  /** @param prefix empty, or ends with a slash */
  constructor(bucket: string, prefix: string, settings: S3Settings, credentials = new CurrentCredentials()) {
    this.place = `s3://${bucket}/${prefix}`;
    this.prefix = prefix;
    const { origin, path } = addressOf(bucket, settings);
    this.origin = origin;
    this.#bucketPath = path;
    this.#settings = settings;
    this.#credentials = credentials;
    this.#signatures = new Signatures(settings.region);
  }

  nameOf(object: string): string {
    return `${this.place}${object}`;
  }

  request(method: Method, object: string): PreparedRequest | Promise<PreparedRequest> {
    if (!staysBelow(object)) {
      throw new Fault('gone', 'NAME', `${JSON.stringify(object)} is not a name below ${this.place}`);
    }
    return this.#signed(method, `${this.#bucketPath}/${escaped(this.prefix + object)}`);
  }

  /** A request for the bucket itself. */
  bucketRequest(query: string): PreparedRequest | Promise<PreparedRequest> {
    return this.#signed('GET', `${this.#bucketPath}/?${query}`);
  }

  judge(refusal: Refusal): Fault {
    const { code, message } = errorOf(refusal.body);
    const fault = judgeStatus(refusal, [code, message].filter((word) => word !== '').join(': '));
    const why = `HTTP ${refusal.status}${code === '' ? '' : ` ${code}`}`;
    const region = headerOf(refusal.headers, 'x-amz-bucket-region');
    if (region !== undefined && region !== this.#settings.region) {
      return new Fault(
        'settled',
        why,
        `the bucket is in the region ${region}, not ${this.#settings.region}: set AWS_REGION`,
      );
    }
    const kind = REFUSED.has(code)
      ? 'refused'
      : PASSING.has(code)
        ? 'passing'
        : SETTLED.has(code) || fault.kind === 'redirected'
          ? 'settled'
          : fault.kind;
    return new Fault(kind, why, fault.message, { retryAfterMs: fault.retryAfterMs });
  }

  renew(fault: Fault): boolean {
    const code = fault.code.split(' ')[2] ?? 'HTTP';
    return !this.#settings.anonymous && RENEWABLE.has(code) && this.#credentials.refused();
  }

  #signed(method: Method, path: string): PreparedRequest | Promise<PreparedRequest> {
    if (this.#settings.anonymous) return { path, headers: {} };
    const credentials = this.#credentials.get();
    const sign = (with_: Awaited<typeof credentials>) => this.#signatures.of(method, `${this.origin}${path}`, with_);
    return credentials instanceof Promise ? credentials.then(sign) : sign(credentials);
  }
}

/** Where a bucket answers. One with dots in its name has no certificate of its own, so it is part of the path. */
function addressOf(bucket: string, { endpoint, region }: S3Settings): { origin: string; path: string } {
  if (endpoint !== undefined) {
    return { origin: endpoint.origin, path: `${endpoint.pathname.replace(/\/$/, '')}/${bucket}` };
  }
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  if (bucket.includes('.')) return { origin: `https://${host}`, path: `/${bucket}` };
  return { origin: `https://${bucket}.${host}`, path: '' };
}

/** A key in a path, as signatures want it: everything but letters, digits and `-_.~/` is escaped. */
function escaped(key: string): string {
  const part = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return key.split('/').map(part).join('/');
}

/** What S3 says in the body of a refusal; empty if it says nothing. */
function errorOf(body: string): { code: string; message: string } {
  try {
    const error = parseXml(body);
    if (error.name === 'Error') {
      const message = (textOf(error, 'Message') ?? '').replace(/\s+/g, ' ').slice(0, MESSAGE_LENGTH);
      return { code: (textOf(error, 'Code') ?? '').slice(0, MESSAGE_LENGTH), message };
    }
  } catch {
    // A proxy's page, or nothing, as after HEAD.
  }
  return { code: '', message: '' };
}
