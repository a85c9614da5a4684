import { CrescendoError } from '../../errors.ts';
import type { TimmVersion } from './levels.ts';
import { choosableOps, legacyWeightedPolicy, namedPolicy, type Policy, uniformPolicy } from './policy.ts';

/** A RandAugment as timm would build it. */
export interface RandAugmentConfig {
  /** The string that this was read from. */
  readonly source: string;
  readonly version: TimmVersion;
  /** Mean strength; 10 is full strength. */
  readonly magnitude: number;
  /** Operations chosen for each image. */
  readonly layers: number;
  /** Probability that a chosen operation is applied; 1 or more means always. */
  readonly probability: number;
  /** Standard deviation of the magnitude. 0: no noise. Infinity: uniform between 0 and `magnitude`. */
  readonly magnitudeStd: number;
  /** Greatest magnitude after noise; null (and 0) mean 10. */
  readonly magnitudeMax: number | null;
  readonly policy: Policy;
}

/** Bounds that timm does not have: against strings that only waste memory. */
export const CONFIG_LIMITS = {
  /** Characters of a config string. */
  characters: 256,
  /** Operations for each image. */
  layers: 64,
} as const;

/** Noise above this is uniform in the latest timm. */
const UNIFORM_ABOVE_STD = 100;

const KEYS: Readonly<Record<TimmVersion, readonly string[]>> = {
  latest: ['m', 'n', 'p', 'mstd', 'mmax', 'inc', 't'],
  '0.4.12': ['m', 'n', 'mstd', 'inc', 'w'],
};

/** What the sections have set so far. */
interface Settings {
  magnitude: number;
  layers: number;
  probability: number;
  magnitudeStd?: number;
  magnitudeMax?: number;
  increasing: boolean;
  /** Name of the set of ops (latest). */
  set?: string;
  /** Index of the table of weights (0.4.12). */
  weights?: { index: number; section: string };
}

/** Makes the error of one section. */
type Fail = (section: string, problem: string) => CrescendoError;

/**
 * Reads a timm RandAugment config string, such as `rand-m9-mstd0.5-inc1`, by timm's own rules: sections between hyphens,
 * each split at its first digit into key and value. As in timm, a section without a digit does nothing (so `inc` does
 * nothing and `inc0` switches it on), the last `m`, `n` and `p` count but the first `mstd`, `mmax` and `t`.
 *
 * Stricter than timm in that it refuses characters outside printable ASCII, absurd numbers, and at once, not at the
 * first image, more layers than a weighted choice without replacement can give.
 *
 * @throws INVALID_FIELD naming the section
 */
export function parseRandAugmentConfig(source: string, version: TimmVersion = 'latest'): RandAugmentConfig {
  const shown = source.length <= CONFIG_LIMITS.characters ? source : `${source.slice(0, 32)}...`;
  const fail: Fail = (section, problem) =>
    new CrescendoError('INVALID_FIELD', `randaugment "${shown}": section "${section}": ${problem}`, {
      field: 'randaugment',
      value: shown,
      section,
    });
  checkText(source, shown);
  const [name = '', ...sections] = source.split('-');
  if (name !== 'rand') throw fail(name, 'the first section must be "rand"');
  const settings: Settings = { magnitude: 10, layers: 2, probability: 0.5, increasing: false };
  for (const section of sections) readSection(settings, section, version, fail);
  const policy = choosePolicy(settings, fail);
  checkLayers(settings.layers, policy, shown);
  return {
    source,
    version,
    magnitude: settings.magnitude,
    layers: settings.layers,
    probability: settings.probability,
    magnitudeStd: settings.magnitudeStd ?? 0,
    magnitudeMax: settings.magnitudeMax ?? null,
    policy,
  };
}

function readSection(settings: Settings, section: string, version: TimmVersion, fail: Fail): void {
  // timm looks at this first: `t1` names a set, and is no unknown key.
  if (version === 'latest' && section.startsWith('t')) {
    settings.set ??= section.slice(1);
    return;
  }
  const digit = section.search(/[0-9]/);
  if (digit < 0) return;
  const key = section.slice(0, digit);
  const value = section.slice(digit);
  if (!KEYS[version].includes(key)) throw fail(section, unknownKey(key, version));
  switch (key) {
    case 'm':
      settings.magnitude = parseInteger(value, section, fail);
      break;
    case 'n':
      settings.layers = parseInteger(value, section, fail);
      break;
    case 'p':
      settings.probability = parseFloatingPoint(value, section, fail);
      break;
    case 'mstd':
      settings.magnitudeStd ??= magnitudeStd(parseFloatingPoint(value, section, fail), version);
      break;
    case 'mmax':
      settings.magnitudeMax ??= parseInteger(value, section, fail);
      break;
    case 'inc':
      settings.increasing = true;
      break;
    case 'w':
      settings.weights = { index: parseInteger(value, section, fail), section };
      break;
  }
}

function unknownKey(key: string, version: TimmVersion): string {
  const other = version === 'latest' ? '0.4.12' : 'latest';
  const hint = KEYS[other].includes(key) ? ` (timm ${other} has it)` : '';
  return `unknown key "${key}"${hint}; the keys of timm ${version} are ${KEYS[version].join(', ')}`;
}

function magnitudeStd(value: number, version: TimmVersion): number {
  return version === 'latest' && value > UNIFORM_ABOVE_STD ? Number.POSITIVE_INFINITY : value;
}

function choosePolicy({ set, weights, increasing }: Settings, fail: Fail): Policy {
  if (weights !== undefined) {
    if (weights.index !== 0) throw fail(weights.section, 'the only table of weights is w0');
    return legacyWeightedPolicy(increasing);
  }
  return set === undefined ? uniformPolicy(increasing) : namedPolicy(set, increasing);
}

/** An integer as Python's `int` reads it: digits, single underscores between them, blanks around them. */
function parseInteger(text: string, section: string, fail: Fail): number {
  const trimmed = text.trim();
  if (!/^[0-9]+(_[0-9]+)*$/.test(trimmed)) throw fail(section, `"${text}" is not a whole number`);
  const value = Number(trimmed.replaceAll('_', ''));
  if (!Number.isSafeInteger(value)) throw fail(section, `${text} is above ${Number.MAX_SAFE_INTEGER}`);
  return value;
}

/** A number as Python's `float` reads it; hyphens cannot occur, as they end the section. */
function parseFloatingPoint(text: string, section: string, fail: Fail): number {
  const trimmed = text.trim();
  const pattern = /^[0-9]+(_[0-9]+)*(\.([0-9]+(_[0-9]+)*)?)?(e\+?[0-9]+(_[0-9]+)*)?$/i;
  if (!pattern.test(trimmed)) throw fail(section, `"${text}" is not a number`);
  return Number(trimmed.replaceAll('_', ''));
}

function checkText(source: string, shown: string): void {
  const metadata = { field: 'randaugment', value: shown };
  if (source.length > CONFIG_LIMITS.characters) {
    const message = `randaugment "${shown}": ${source.length} characters, above the limit of ${CONFIG_LIMITS.characters}`;
    throw new CrescendoError('INVALID_FIELD', message, { ...metadata, limit: String(CONFIG_LIMITS.characters) });
  }
  if (!/^[ -~]*$/.test(source)) {
    const message = `randaugment ${JSON.stringify(source)}: only printable ASCII characters are allowed`;
    throw new CrescendoError('INVALID_FIELD', message, metadata);
  }
}

function checkLayers(layers: number, policy: Policy, shown: string): void {
  const bound = policy.weights === null ? CONFIG_LIMITS.layers : choosableOps(policy);
  if (layers <= bound) return;
  const why = policy.weights === null ? 'the limit' : 'the number of ops that a weighted choice can give';
  throw new CrescendoError('INVALID_FIELD', `randaugment "${shown}": section "n${layers}": above ${why}, ${bound}`, {
    field: 'randaugment',
    value: shown,
    section: `n${layers}`,
    limit: String(bound),
  });
}
