import { loadWebgpu } from './package.ts';
import { hasVulkan } from './vulkan.ts';

/** An adapter in words. */
export interface AdapterSummary {
  name: string;
  vendor: string;
  architecture: string;
  backend: string;
  /** A software adapter computes on the CPU. It is useful for tests, but its speed means nothing. */
  type: 'hardware' | 'software';
}

export interface FoundAdapter {
  summary: AdapterSummary;
  adapter: GPUAdapter;
}

/**
 * Dawn's instances by backend. They are never released: adapters and devices do not hold a reference to theirs, and
 * Dawn for Node crashes once it has been garbage collected.
 */
const instances = new Map<string, GPU>();

const BACKENDS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['vulkan'],
  darwin: ['metal'],
  win32: ['d3d12', 'vulkan'],
};

/**
 * The shaders write all of their workgroup memory before they read it; clearing it first costs time at every dispatch,
 * and costs SwiftShader two seconds for each pipeline that it compiles.
 */
const DAWN_FEATURES = ['enable-dawn-features=disable_workgroup_init'] as const;

/**
 * The adapters of this machine, hardware first. If there cannot be any, Dawn is not loaded.
 *
 * @throws PATH if the package `webgpu` cannot be loaded
 */
export async function findAdapters(): Promise<FoundAdapter[]> {
  if (!hasVulkan()) return [];
  const { create } = await loadWebgpu();
  const found: FoundAdapter[] = [];
  for (const backend of BACKENDS[process.platform] ?? []) {
    const gpu = instances.get(backend) ?? create([`backend=${backend}`, ...DAWN_FEATURES]);
    instances.set(backend, gpu);
    for (const powerPreference of ['high-performance', 'low-power'] as const) {
      const adapter = await gpu.requestAdapter({ powerPreference });
      if (adapter === null) continue;
      const summary = summarise(adapter, backend);
      const known = found.some((other) => JSON.stringify(other.summary) === JSON.stringify(summary));
      if (!known) found.push({ summary, adapter });
    }
  }
  return found.sort((a, b) => rank(a) - rank(b));
}

/** The adapter to use: a hardware adapter if there is one. */
export async function bestAdapter(): Promise<FoundAdapter | undefined> {
  return (await findAdapters())[0];
}

function rank({ summary }: FoundAdapter): number {
  return summary.type === 'hardware' ? 0 : 1;
}

function summarise({ info }: GPUAdapter, backend: string): AdapterSummary {
  return {
    name: info.description === '' ? info.device : info.description,
    vendor: info.vendor,
    architecture: info.architecture,
    backend,
    type: info.isFallbackAdapter ? 'software' : 'hardware',
  };
}
