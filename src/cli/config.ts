import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { SPECTRAL_MODES } from '../make/webgpu/choose.ts';
import { nameSchema, parseRunSpec, type RunSpec } from '../spec/spec.ts';

const datasetSchema = z.strictObject({
  root: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  manifest: z.string().min(1).optional(),
  follow_links: z.boolean().default(false),
  classes: z.array(z.string().min(1)).min(1).optional(),
  class_map: z.union([z.string().min(1), z.record(z.string(), z.int().min(0))]).optional(),
  label_file: z.string().min(1).optional(),
});

/** The configuration file of `crescendo serve`: YAML or JSON. Paths in it are relative to the file. */
const configSchema = z.strictObject({
  listen: z.string().default('127.0.0.1:7077'),
  state: z.string().min(1).default('crescendo.sqlite'),
  workers: z.int().min(1).max(1024).optional(),
  memory_mib: z.int().min(1).optional(),
  replay_memory_mib: z.int().min(0).optional(),
  chunk_bytes: z
    .int()
    .min(4096)
    .max(32 * LIMITS.chunkBytes)
    .optional(),
  shared_memory: z.string().min(1).optional(),
  spectral: z.enum(SPECTRAL_MODES).default('auto'),
  insecure: z.boolean().default(false),
  tls: z.strictObject({ certificate: z.string(), key: z.string(), client_authority: z.string().optional() }).optional(),
  datasets: z.record(nameSchema, datasetSchema).default({}),
  runs: z.record(nameSchema, z.unknown()).default({}),
});

export type ServeConfig = Omit<z.infer<typeof configSchema>, 'runs'> & { runs: Map<string, RunSpec> };

/** Checks a configuration. Throws INVALID_FIELD with the path of the field. */
export function parseConfig(input: unknown, file?: string): ServeConfig {
  const where = file ?? 'the options';
  const parsed = configSchema.safeParse(input ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const field = issue.path.map(String).join('.');
    throw new CrescendoError('INVALID_FIELD', `${where}: ${field}: ${issue.message}`, { field });
  }
  const runs = new Map(
    Object.entries(parsed.data.runs).map(([name, spec]) => [name, configuredRun(where, name, spec)]),
  );
  return { ...parsed.data, runs };
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
    throw new CrescendoError('PATH', `--config: cannot read ${file}: ${(error as Error).message}`, {
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

function absolutePaths(config: ServeConfig, folder: string): ServeConfig {
  const absolute = (path: string): string => resolve(folder, path);
  const { tls } = config;
  return {
    ...config,
    shared_memory:
      config.shared_memory && config.shared_memory !== 'off' ? absolute(config.shared_memory) : config.shared_memory,
    state: config.state === ':memory:' ? config.state : absolute(config.state),
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
          root: typeof dataset.root === 'string' ? absolute(dataset.root) : dataset.root.map(absolute),
          ...(dataset.manifest === undefined ? {} : { manifest: absolute(dataset.manifest) }),
          ...(typeof dataset.class_map === 'string' ? { class_map: absolute(dataset.class_map) } : {}),
          ...(dataset.label_file === undefined ? {} : { label_file: absolute(dataset.label_file) }),
        },
      ]),
    ),
  };
}
