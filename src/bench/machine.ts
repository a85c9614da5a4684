import { availableParallelism, cpus, totalmem } from 'node:os';
import { engineVersion } from '../pixels/engine-version.ts';
import type { Machine } from './report.ts';

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    engine: engineVersion(),
  };
}
