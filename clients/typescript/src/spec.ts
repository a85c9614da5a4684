/** Run specs and their messages. Types and fields are generated from the server's definition. */

import { type crescendo, leastRevision, SPEC_FIELDS, SpecCodec, v1 } from '@crescendo/proto';
import { invalidOption } from './errors.ts';
import type { CostSpec, RunSpec, StageSpec } from './spec-types.ts';

export type {
  AugmentInterpolation,
  CropPlace,
  Dtype,
  Fidelity,
  Interpolation,
  LowFrequency,
  RunSpec,
  ValidationSpec,
} from './spec-types.ts';

/** Words of the contract's enum and their numbers. */
export const DTYPE = { uint8: v1.Dtype.DTYPE_UINT8, float32: v1.Dtype.DTYPE_FLOAT32 } as const;

const codec = new SpecCodec(SPEC_FIELDS, {
  names: 'camel',
  contract: v1,
  wrongWord: (path, word, words) => invalidOption(path, word, `one of ${words.join(', ')}`),
  unknownWord: () => undefined,
});

/** A spec as the contract has it: the reference size stands with the stages, and a table of costs under its name. */
interface NestedSpec {
  schedule?: { preset?: string; stages?: StageSpec[]; referenceSize?: number };
  cost?: string | { table: Record<number, number> };
}

/**
 * The message of a spec. Missing fields stay unset, so that the server's defaults apply.
 *
 * @throws CrescendoError INVALID_FIELD for a word that the contract does not have
 */
export function specMessage({ schedule, referenceSize, cost, ...plain }: RunSpec): crescendo.v1.IRunSpec {
  const nested: NestedSpec & object = {
    ...plain,
    ...(schedule !== undefined && { schedule: nestedSchedule(schedule, referenceSize) }),
    ...(cost !== undefined && { cost: typeof cost === 'string' ? cost : { table: cost } }),
  };
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
    ...(schedule !== undefined && { schedule: schedule.preset ?? schedule.stages ?? [] }),
    ...(schedule?.referenceSize !== undefined && { referenceSize: schedule.referenceSize }),
    ...(cost !== undefined && { cost: typeof cost === 'string' ? (cost as CostSpec) : cost.table }),
  };
}

function nestedSchedule(schedule: string | readonly StageSpec[], referenceSize: number | undefined) {
  if (typeof schedule === 'string') return { preset: schedule };
  return { stages: [...schedule], ...(referenceSize !== undefined && { referenceSize }) };
}
