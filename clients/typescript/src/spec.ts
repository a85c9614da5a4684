/** Run specs and their messages. Types and fields are generated from the server's definition. */

import { type crescendo, leastRevision, SPEC_FIELDS, SpecCodec, v1 } from '@crescendo/proto';
import { checkFields, wrongField } from './spec-check.ts';
import type { CostSpec, PresetName, RunSpec, StageSpec } from './spec-types.ts';

export type {
  AugmentInterpolation,
  CropPlace,
  Dtype,
  Fidelity,
  Interpolation,
  LabelJoining,
  LowFrequency,
  MixedDatasetSpec,
  PresetName,
  RunSpec,
  ScheduleSpec,
  ShuffleSpec,
  ValidationSpec,
} from './spec-types.ts';

/** Words of the contract's enum and their numbers. */
export const DTYPE = { uint8: v1.Dtype.DTYPE_UINT8, float32: v1.Dtype.DTYPE_FLOAT32 } as const;

const codec = new SpecCodec(SPEC_FIELDS, {
  names: 'camel',
  contract: v1,
  wrongWord: (path, word, words) => wrongField(path, word, `must be one of ${words.join(', ')}`, words.join(', ')),
  unknownWord: () => undefined,
});

/** The field that callers write besides the schedule, and the contract within it. */
const REFERENCE_SIZE = SPEC_FIELDS.flatMap(({ fields = [] }) => fields).filter(({ name }) => name === 'reference_size');

/** A spec as the contract has it: the reference size stands with the stages, and a table of costs under its name. */
interface NestedSpec {
  schedule?: { preset?: string; stages?: StageSpec[]; referenceSize?: number };
  cost?: string | { table: Record<number, number> };
}

/**
 * The message of a spec. Missing fields stay unset, so that the server's defaults apply.
 *
 * @throws CrescendoError INVALID_FIELD for a field that is unknown, missing, of a wrong type, out of its range or not
 * among its words
 */
export function specMessage(spec: RunSpec): crescendo.v1.IRunSpec {
  const nested: unknown = isObject(spec) ? nestedSpec(spec) : spec;
  checkFields(SPEC_FIELDS, nested, '', ['referenceSize']);
  if (spec.dataset === undefined && spec.datasets === undefined) throw wrongField('dataset', undefined, 'is missing');
  return codec.toMessage(nested, 'spec') as unknown as crescendo.v1.IRunSpec;
}

/** The revision of the contract that a server must know to make the batches of a spec. */
export function neededRevision(spec: RunSpec): number {
  return leastRevision(SPEC_FIELDS, { ...spec });
}

/** The spec of a message. Fields that the message leaves unset are left out. */
export function specFromMessage(message: crescendo.v1.IRunSpec): RunSpec {
  const { schedule, cost, ...plain } = codec.fromMessage(message) as NestedSpec;
  return {
    ...(plain as unknown as RunSpec),
    ...(schedule !== undefined && { schedule: (schedule.preset as PresetName | undefined) ?? schedule.stages ?? [] }),
    ...(schedule?.referenceSize !== undefined && { referenceSize: schedule.referenceSize }),
    ...(cost !== undefined && { cost: typeof cost === 'string' ? (cost as CostSpec) : cost.table }),
  };
}

function nestedSpec({ schedule, referenceSize, cost, ...plain }: RunSpec): object {
  return {
    ...plain,
    ...((schedule ?? referenceSize ?? undefined) !== undefined && {
      schedule: nestedSchedule(schedule, referenceSize),
    }),
    ...(cost !== undefined && { cost: isObject(cost) && !('table' in cost) ? { table: cost } : cost }),
  };
}

/** The long form of a schedule, which is also the server's. */
function nestedSchedule(schedule: unknown, referenceSize: number | undefined): unknown {
  const nested = longSchedule(schedule);
  if (!isObject(nested)) {
    throw wrongField('schedule', nested, 'must be the name of a preset, a list of stages, { preset } or { stages }');
  }
  const size = referenceSize ?? undefined;
  if (schedule !== undefined && (nested.preset === undefined) === (nested.stages === undefined)) {
    const unknown = Object.keys(nested).filter((name) => !['preset', 'stages', 'referenceSize'].includes(name));
    if (unknown.length === 0) throw wrongField('schedule', nested, 'must have either a preset or stages');
  }
  if (nested.stages === undefined && (size ?? nested.referenceSize) !== undefined) {
    throw wrongField('referenceSize', size ?? nested.referenceSize, 'must be left out unless the schedule has stages');
  }
  if (size !== undefined) checkFields(REFERENCE_SIZE, { referenceSize: size }, '');
  return size === undefined ? nested : { ...nested, referenceSize: size };
}

function longSchedule(schedule: unknown): unknown {
  if (typeof schedule === 'string') return { preset: schedule };
  return Array.isArray(schedule) ? { stages: schedule } : (schedule ?? {});
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
