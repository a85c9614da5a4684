import type { crescendo } from '@crescendo/proto';
import type { ReplaySpec } from './spec-types.ts';

export type { BudgetSpec, CostSpec, ReplaySpec, StageSpec, Strength } from './spec-types.ts';

/** Reads a replay buffer's parameters. */
export function replayFromMessage(message: crescendo.v1.IReplaySpec): ReplaySpec {
  return { times: message.times ?? 0, size: message.size ?? 0, ...(message.split ? { split: message.split } : {}) };
}
