import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CrescendoError } from '../../../errors.ts';

/** How a bucket is reached. */
export interface S3Settings {
  region: string;
  /** Of a store that is not Amazon's; its buckets are the first part of the path. */
  endpoint: URL | undefined;
  /** Requests are not signed: for public buckets. */
  anonymous: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The region that Amazon's tools and most compatible stores take as the default. */
const DEFAULT_REGION = 'us-east-1';
const NO = new Set(['', '0', 'no', 'false', 'off']);

/**
 * Reads the settings from the variables that Amazon's own tools have, and the region also from the profile. Throws
 * INVALID_FIELD.
 */
export function s3Settings(env: Environment = process.env): S3Settings {
  const region = first(env, 'AWS_REGION', 'AWS_DEFAULT_REGION') ?? profileRegion(env) ?? DEFAULT_REGION;
  const endpoint = first(env, 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL');
  const anonymous = !NO.has((env.AWS_NO_SIGN_REQUEST ?? '').toLowerCase());
  if (!/^[a-z0-9-]+$/i.test(region))
    throw wrong('AWS_REGION', region, 'is not the name of a region, such as eu-west-1');
  return { region, endpoint: endpoint === undefined ? undefined : endpointUrl(endpoint), anonymous };
}

function endpointUrl(value: string): URL {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw wrong('AWS_ENDPOINT_URL_S3', value, 'is not an http: or https: URL');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw wrong('AWS_ENDPOINT_URL_S3', url.host, 'has credentials or a query in its URL: give scheme, host and port');
  }
  return url;
}

/** The region of the profile in the shared configuration file. */
function profileRegion(env: Environment): string | undefined {
  const profile = first(env, 'AWS_PROFILE') ?? 'default';
  let text: string;
  try {
    text = readFileSync(env.AWS_CONFIG_FILE ?? join(env.HOME ?? homedir(), '.aws', 'config'), 'utf8');
  } catch {
    return undefined;
  }
  let inside = false;
  for (const line of text.split('\n')) {
    const section = /^\s*\[\s*(?:profile\s+)?["']?([^\]"']+?)["']?\s*\]/.exec(line)?.[1];
    if (section !== undefined) inside = section === profile;
    const region = inside ? /^region\s*=\s*([^\s#;]+)/.exec(line)?.[1] : undefined;
    if (region !== undefined) return region;
  }
  return undefined;
}

function first(env: Environment, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = env[name];
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

function wrong(field: string, value: string, why: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `${field}: ${value} ${why}`, { field, value });
}
