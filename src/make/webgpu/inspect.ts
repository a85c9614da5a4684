import { type AdapterSummary, findAdapters } from './adapters.ts';

/** Limits and features that the crop depends on. */
const LIMITS = ['maxBufferSize', 'maxStorageBufferBindingSize', 'maxComputeWorkgroupStorageSize'] as const;

/** An adapter with the limits that matter here, in bytes. */
export interface AdapterReport extends AdapterSummary {
  limits: Record<(typeof LIMITS)[number], number>;
}

/** All adapters; a string says why none can be found. */
export async function inspectAdapters(): Promise<AdapterReport[] | string> {
  try {
    return (await findAdapters()).map(({ summary, adapter: { limits } }) => ({
      ...summary,
      limits: {
        maxBufferSize: limits.maxBufferSize,
        maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
        maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
