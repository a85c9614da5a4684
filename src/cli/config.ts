import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { absolutePlace } from '../dataset/shards/container-names.ts';
import { whyUnreadable } from '../dataset/unreadable.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { SPECTRAL_MODES } from '../make/webgpu/choose.ts';
import { isPostgres } from '../runs/store/postgres/address.ts';
import { nearest } from '../spec/nearest.ts';
import { nameSchema, parseRunSpec, type RunSpec } from '../spec/spec.ts';

const MIB = 1024 * 1024;

/** A meaning for each key: docs/configuration.md and its JSON Schema are made of this. */
const datasetSchema = z.strictObject({
  root: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe(
      'An image folder with one folder for each class, or shards: `shards/train-{0000..0123}.tar`, `data/train-*.parquet`, a ' +
        'folder of shards, or a URL of them ([shards](shards.md)). A list is one dataset.',
    ),
  manifest: z
    .string()
    .min(1)
    .optional()
    .describe('Manifest file made by `crescendo index`; without it, the data is indexed at every start.'),
  follow_links: z
    .boolean()
    .default(false)
    .describe('Whether to follow symbolic links, which may lead out of the folder; otherwise a link is an error.'),
  classes: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'The classes, in the order of their labels; other folders are left out. Default: the order of their names.',
    ),
  class_map: z
    .union([z.string().min(1), z.record(z.string(), z.int().min(0))])
    .optional()
    .describe('The label of each class: a mapping, or a file as timm has it, of lines or in JSON. Not with `classes`.'),
  label_file: z
    .string()
    .min(1)
    .optional()
    .describe('CSV file with the columns path and label, or JSON: the samples and the label of each.'),
  image_field: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What holds the image in shards: the suffix in a tar, the column in Parquet, the feature in TFRecord. Default: the only ' +
        'one that can.',
    ),
  label_field: z
    .string()
    .min(1)
    .optional()
    .describe(
      "What holds the label in shards: the field of a tar's `.json`, the column in Parquet, the feature in TFRecord. Default: " +
        '`.cls` and then `label`; the only label column; `image/class/label`.',
    ),
  allow_truncated: z
    .boolean()
    .default(false)
    .describe('Whether to index what is whole of a shard that is cut off; otherwise it is an error.'),
  packs: z
    .string()
    .min(1)
    .optional()
    .describe('Folder for the images of compressed Parquet pages, which are decoded into it once.'),
});

const tlsSchema = z.strictObject({
  certificate: z.string().describe("PEM file of the server's certificate chain."),
  key: z.string().describe('PEM file of its private key.'),
  client_authority: z
    .string()
    .optional()
    .describe('PEM file of the authority that signs client certificates; with it, clients must present one.'),
});

/** The configuration file of `crescendo serve`: YAML or JSON. Paths in it are relative to the file. */
export const configSchema = z.strictObject({
  listen: z
    .string()
    .default('127.0.0.1:7077')
    .describe('Address: HOST:PORT, where port 0 takes a free one, or unix:PATH.'),
  state: z
    .string()
    .min(1)
    .default('crescendo.sqlite')
    .describe(
      'SQLite file with the state of the runs, or postgresql://USER@HOST/DATABASE; ":memory:" forgets them when the server stops.',
    ),
  state_grace_seconds: z
    .int()
    .min(0)
    .max(3600)
    .default(LIMITS.stateGraceSeconds)
    .describe('Seconds that requests wait for a database of run state that is away; then they fail with UNAVAILABLE.'),
  workers: z.int().min(1).max(1024).optional().describe('Worker threads. Default: one for each core.'),
  processes: z
    .union([z.literal('auto'), z.int().min(1).max(LIMITS.processes)])
    .default(1)
    .describe(
      'Serving processes, each with a share of the workers and the memory and an address of its own, of which clients ' +
        'use all; "auto" takes one for each 16 workers, or 8 with TLS.',
    ),
  memory_mib: z
    .int()
    .min(1)
    .default(LIMITS.slabBytes / MIB)
    .describe('Memory for batches, in MiB.'),
  replay_memory_mib: z
    .int()
    .min(0)
    .default(LIMITS.replayBytes / MIB)
    .describe('Memory for replay buffers, in MiB.'),
  chunk_bytes: z
    .int()
    .min(4096)
    .max(32 * LIMITS.chunkBytes)
    .default(LIMITS.chunkBytes)
    .describe('Largest data chunk, in bytes, unless a single image is larger.'),
  storage_timeout_seconds: z
    .int()
    .min(1)
    .max(LIMITS.storageTimeoutSeconds)
    .optional()
    .describe('Seconds that a batch waits for storage that does not answer. Default: without bound.'),
  cache: z
    .string()
    .min(1)
    .optional()
    .describe('Folder on a local disk that keeps what is read from remote storage; with `cache_bytes`.'),
  cache_bytes: z
    .int()
    .min(LIMITS.cacheBytesMin)
    .optional()
    .describe('Bytes that the cache may take on disk, whichever servers of the host use it.'),
  shared_memory: z
    .string()
    .min(1)
    .optional()
    .describe('Folder on a tmpfs for clients on this host, or "off". Default: /dev/shm if it is a tmpfs.'),
  spectral: z
    .enum(SPECTRAL_MODES)
    .default('auto')
    .describe(
      'Where to compute the low-frequency crop: "webgpu" needs an adapter and the package webgpu, "auto" measures.',
    ),
  insecure: z
    .boolean()
    .default(false)
    .describe('Whether to allow plain text, or TLS for everybody, on addresses that other machines can reach.'),
  token_file: z
    .string()
    .min(1)
    .optional()
    .describe('File of the tokens and client certificates that may call; without it, everybody may.'),
  tls: tlsSchema
    .optional()
    .describe('Without it, the server serves plain text, and only on loopback addresses unless `insecure`.'),
  datasets: z
    .record(nameSchema, datasetSchema)
    .default({})
    .describe('Datasets by the id by which clients know them; at least one here or as --data.'),
  runs: z
    .record(nameSchema, z.unknown())
    .default({})
    .describe('Run specs by name: clients may join these runs without a spec.'),
});

/** The mappings of the file with keys of their own, by the title of their table on the page. */
export const CONFIG_PARTS = {
  'The file': configSchema,
  '`tls`': tlsSchema,
  'Each of `datasets`': datasetSchema,
} as const;

export type ServeConfig = Omit<z.infer<typeof configSchema>, 'runs'> & { runs: Map<string, RunSpec> };

/** Checks a configuration. Throws INVALID_FIELD with the path of the field. */
export function parseConfig(input: unknown, file?: string): ServeConfig {
  const where = file ?? 'the options';
  const parsed = configSchema.safeParse(input ?? {});
  if (!parsed.success) {
    const { issues } = parsed.error;
    // An unknown key says best what is wrong: what must be given may be missing because its key is misspelt.
    const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
    const field = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') throw unknownKey(where, field, issue.keys[0]!);
    throw wrongValue(where, issue, input);
  }
  const runs = new Map(
    Object.entries(parsed.data.runs).map(([name, spec]) => [name, configuredRun(where, name, spec)]),
  );
  return { ...parsed.data, runs };
}

function wrongValue(where: string, issue: z.core.$ZodIssue, input: unknown): CrescendoError {
  const field = issue.path.map(String).join('.');
  const value = issue.path.reduce((at: unknown, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  const given = value === undefined ? '' : ` (given: ${JSON.stringify(value)})`;
  return new CrescendoError('INVALID_FIELD', `${where}: ${field}: ${ruleOf(issue, value)}${given}`, { field });
}

/** What a value must be, in words. */
function ruleOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'must be given';
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code !== 'invalid_union') return issue.message;
  const types = issue.errors.flatMap((errors) => errors.filter(({ code }) => code === 'invalid_type').slice(0, 1));
  const words = types.map((error) => ruleOf(error, value).replace('must be ', ''));
  return words.length === 0 ? issue.message : `must be ${[...new Set(words)].join(' or ')}`;
}

/** Types as a user of YAML knows them. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ string: 'text', array: 'a list', object: 'a mapping', record: 'a mapping' },
  ...{ number: 'a number', int: 'a whole number', boolean: 'true or false' },
};

/** @param parent path of the mapping that has the key */
function unknownKey(where: string, parent: string, key: string): CrescendoError {
  const schema = parent === '' ? configSchema : parent === 'tls' ? tlsSchema : datasetSchema;
  const valid = Object.keys(schema.shape);
  const meant = nearest(key, valid);
  const field = parent === '' ? key : `${parent}.${key}`;
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  const keys = `the keys ${parent === '' ? 'of the configuration' : `of ${parent}`} are ${valid.join(', ')}`;
  const message = `${where}: unknown key ${field}${hint}: ${keys}`;
  return new CrescendoError('INVALID_FIELD', message, { field, value: key, bound: valid.join(', ') });
}

function configuredRun(where: string, name: string, spec: unknown): RunSpec {
  try {
    return parseRunSpec(spec);
  } catch (error) {
    if (!(error instanceof CrescendoError)) throw error;
    throw new CrescendoError(error.reason, `${where}: runs.${name}: ${error.message}`, error.metadata);
  }
}

/** Reads a configuration file. Throws PATH or INVALID_FIELD. */
export function readConfig(file: string): ServeConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CrescendoError('PATH', `--config: cannot read ${file}: ${whyUnreadable(file, error)}`, {
      option: '--config',
    });
  }
  let input: unknown;
  try {
    input = parse(text);
  } catch (error) {
    throw new CrescendoError('INVALID_FIELD', `${file}: ${(error as Error).message}`, { option: '--config' });
  }
  return absolutePaths(parseConfig(input, file), dirname(resolve(file)));
}

/**
 * The configuration as YAML that means the same in any folder: every key with the value that counts.
 *
 * @param folder where relative paths begin
 * @param workers the number that counts where the configuration has none
 */
export function printedConfig(config: ServeConfig, folder: string, workers: number): string {
  const { runs, ...settings } = absolutePaths(config, folder);
  const known = Object.entries({ ...settings, workers, runs: Object.fromEntries(runs) });
  const values = Object.fromEntries(known.filter(([, value]) => value !== undefined));
  // In the order of the schema.
  const ordered = Object.keys(configSchema.shape).filter((key) => Object.hasOwn(values, key));
  const text = stringify(Object.fromEntries(ordered.map((key) => [key, values[key]])));
  return settings.shared_memory === undefined ? `${text}# shared_memory: /dev/shm if it is a tmpfs\n` : text;
}

function absolutePaths(config: ServeConfig, folder: string): ServeConfig {
  const absolute = (path: string): string => resolve(folder, path);
  const place = (text: string): string => absolutePlace(text, folder);
  const { tls } = config;
  return {
    ...config,
    shared_memory:
      config.shared_memory && config.shared_memory !== 'off' ? absolute(config.shared_memory) : config.shared_memory,
    state: config.state === ':memory:' || isPostgres(config.state) ? config.state : absolute(config.state),
    ...(config.cache !== undefined && { cache: absolute(config.cache) }),
    ...(config.token_file !== undefined && { token_file: absolute(config.token_file) }),
    tls: tls && {
      certificate: absolute(tls.certificate),
      key: absolute(tls.key),
      ...(tls.client_authority === undefined ? {} : { client_authority: absolute(tls.client_authority) }),
    },
    datasets: Object.fromEntries(
      Object.entries(config.datasets).map(([id, dataset]) => [
        id,
        {
          ...dataset,
          root: typeof dataset.root === 'string' ? place(dataset.root) : dataset.root.map(place),
          ...(dataset.manifest === undefined ? {} : { manifest: absolute(dataset.manifest) }),
          ...(typeof dataset.class_map === 'string' ? { class_map: absolute(dataset.class_map) } : {}),
          ...(dataset.label_file === undefined ? {} : { label_file: absolute(dataset.label_file) }),
          ...(dataset.packs === undefined ? {} : { packs: absolute(dataset.packs) }),
        },
      ]),
    ),
  };
}
