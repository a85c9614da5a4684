import { hostname } from 'node:os';
import { type crescendo, v1 } from '@crescendo/proto';
import type { ResolvedOptions } from './options.ts';
import type { RunInfo } from './run.ts';
import { CLIENT_VERSION } from './version.ts';

/** Longest name of a host, in characters; a limit of the contract. */
const HOST_LENGTH = 128;

/** The request that begins a stream at `step`. */
export function subscription(
  { run, scheduleToken }: RunInfo,
  { rank, worldSize, window, validation }: ResolvedOptions,
  trainer: { clientId: string; takeover: boolean; step: number; sharedMemorySlots: number },
): crescendo.v1.ISubscribe {
  const { sharedMemorySlots, step, ...who } = trainer;
  const split = validation && {
    split: v1.Split.SPLIT_VAL,
    validationSize: validation.size ?? 0,
    padRemainder: validation.pad,
  };
  const place = { run, rank, worldSize, window, scheduleToken, step };
  const client = { clientVersion: CLIENT_VERSION, ...who, clientHost: hostname().slice(0, HOST_LENGTH) };
  return { ...place, ...client, ...split, ...(sharedMemorySlots > 0 && { sharedMemorySlots }) };
}
