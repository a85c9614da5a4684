/** A software GPU for tests: its results count, but its speed means nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { missingSoftwareGpu, SWIFTSHADER } from '../../scripts/software-gpu.ts';
import { bestAdapter } from '../../src/make/webgpu/adapters.ts';
import { GpuCrop } from '../../src/make/webgpu/crop.ts';
import { cropBytes } from '../../src/make/webgpu/crop-shape.ts';
import type { ImageSize } from '../../src/types.ts';

/** Makes SwiftShader the only Vulkan device of this process and of those that it starts. */
export function useSoftwareGpu(): void {
  const missing = missingSoftwareGpu();
  if (missing !== undefined) throw new Error(missing);
  const runtime = mkdtempSync(join(tmpdir(), 'crescendo-xdg-'));
  afterAll(() => rmSync(runtime, { recursive: true }));
  process.env.VK_ICD_FILENAMES = SWIFTSHADER;
  process.env.XDG_RUNTIME_DIR = runtime;
}

/** A crop on a device of its own. */
export async function softwareCrop(): Promise<GpuCrop> {
  const found = await bestAdapter();
  if (found === undefined) throw new Error('no adapter: call useSoftwareGpu first');
  return new GpuCrop(await found.adapter.requestDevice());
}

/** Crops images and returns new memory. */
export async function cropAll(
  crop: GpuCrop,
  size: ImageSize,
  bandwidth: ImageSize,
  images: readonly Uint8Array[],
): Promise<Uint8Array[]> {
  const outputs = images.map(() => new Uint8Array(cropBytes(bandwidth)));
  await crop.crop({ size, bandwidth }, images, outputs);
  return outputs;
}
