import { LIMITS } from '../../limits.ts';
import { OPERATION_SETS, type OperationSet, W0_WEIGHTS } from './operations.ts';
import { floatOf, integerOf, invalid, splitSection } from './sections.ts';

/** Which version of timm reads the string: the keys have changed. */
export type TimmVersion = 'latest' | '0.4.12';

/** A RandAugment configuration, as timm understands its string. */
export interface RandAugmentConfig {
  /** Magnitude m, 0..10 unless `magnitudeMax` says otherwise. */
  magnitude: number;
  /** Operations chosen for an image, n. */
  operationCount: number;
  /** Probability that a chosen operation is applied, p. */
  probability: number;
  /** Standard deviation of the magnitude's noise, mstd; infinite for uniform magnitudes in 0..m. */
  magnitudeStd: number;
  /** Upper bound of the magnitude, mmax; undefined for 10. */
  magnitudeMax: number | undefined;
  set: OperationSet;
}

/** Above this standard deviation the latest timm draws uniform magnitudes. */
const UNIFORM_ABOVE = 100;

interface Sections {
  integers: Map<string, number>;
  floats: Map<string, number>;
  increasing: boolean;
  setName: string | undefined;
}

/**
 * Parses a timm config string such as `rand-m9-mstd0.5-inc1`.
 *
 * Source: timm/data/auto_augment.py, rand_augment_transform, of the named version; sections without a digit mean
 * nothing in timm, so they mean nothing here. Throws INVALID_FIELD, naming the section, where timm fails.
 */
export function parseRandAugment(config: string, version: TimmVersion = 'latest'): RandAugmentConfig {
  if (config.length > LIMITS.configLength) {
    const start = `${config.slice(0, 20)}…`;
    throw invalid(start, start, `it has ${config.length} characters; at most ${LIMITS.configLength} are allowed`);
  }
  const [first, ...rest] = config.split('-');
  if (first !== 'rand') throw invalid(config, first ?? '', 'the first section must be "rand"');
  const sections: Sections = { integers: new Map(), floats: new Map(), increasing: false, setName: undefined };
  for (const section of rest) readSection(config, section, version, sections);
  const { integers, floats } = sections;
  const set = chooseSet(config, sections);
  const operationCount = integers.get('n') ?? 2;
  if (operationCount > LIMITS.operations) {
    throw invalid(config, `n${operationCount}`, `at most ${LIMITS.operations} operations can be chosen for an image`);
  }
  const choices = set.weights?.filter((weight) => weight > 0).length ?? Number.POSITIVE_INFINITY;
  if (operationCount > choices) {
    // timm fails at the first image: weighted operations are chosen without replacement.
    throw invalid(config, `n${operationCount}`, `only ${choices} operations have a weight`);
  }
  const std = floats.get('mstd') ?? 0;
  const max = integers.get('mmax') ?? 0;
  return {
    magnitude: integers.get('m') ?? 10,
    operationCount,
    probability: floats.get('p') ?? 0.5,
    magnitudeStd: version === 'latest' && std > UNIFORM_ABOVE ? Number.POSITIVE_INFINITY : std,
    magnitudeMax: max === 0 ? undefined : max,
    set,
  };
}

function readSection(config: string, section: string, version: TimmVersion, sections: Sections): void {
  const latest = version === 'latest';
  if (latest && section.startsWith('t')) {
    sections.setName ??= section.slice(1);
    return;
  }
  const parts = splitSection(section);
  if (parts === undefined) return;
  const { key, value } = parts;
  const { integers, floats } = sections;
  // timm keeps the first of what it stores in its hparams, and the last of everything else.
  if (key === 'mstd') {
    if (!floats.has(key)) floats.set(key, floatOf(config, section, value));
  } else if (key === 'mmax' && latest) {
    if (!integers.has(key)) integers.set(key, integerOf(config, section, value));
  } else if (key === 'inc') {
    // Any digit switches it on, even "inc0", because timm only checks whether the text is empty.
    sections.increasing = true;
  } else if (key === 'm' || key === 'n' || (key === 'w' && !latest)) {
    integers.set(key, integerOf(config, section, value));
  } else if (key === 'p' && latest) {
    floats.set(key, floatOf(config, section, value));
  } else {
    const keys = latest ? 'm, n, p, mstd, mmax, inc, t' : 'm, n, mstd, inc, w';
    throw invalid(config, section, `unknown key "${key}"; timm ${version} knows ${keys}`);
  }
}

function chooseSet(config: string, { integers, increasing, setName }: Sections): OperationSet {
  if (setName === 'weights' || setName === '3aw' || setName === '3a') return OPERATION_SETS[setName];
  const base = increasing ? OPERATION_SETS.increasing : OPERATION_SETS.plain;
  const weights = integers.get('w');
  if (weights === undefined) return base;
  if (weights !== 0) throw invalid(config, `w${weights}`, 'w0 is the only set of weights');
  return { operations: base.operations, weights: W0_WEIGHTS };
}
