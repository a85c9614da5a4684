import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'vitest';
import { missingSoftwareGpu, SWIFTSHADER } from '../../../../scripts/software-gpu.ts';
import { hasVulkan } from '../../../../src/make/webgpu/vulkan.ts';

const skip = process.platform !== 'linux';
afterEach(() => delete process.env.VK_ICD_FILENAMES);

test('there should be no Vulkan without a driver, named by a variable or described in a folder', { skip }, () => {
  assert.equal(missingSoftwareGpu(), undefined);
  delete process.env.VK_ICD_FILENAMES;
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-vulkan-'));
  const drivers = join(folder, 'icd.d');
  assert.equal(hasVulkan([drivers]), false);
  mkdirSync(drivers);
  assert.equal(hasVulkan([drivers]), false);
  writeFileSync(join(drivers, 'some_icd.json'), '{}');
  assert.equal(hasVulkan([drivers]), true);
  rmSync(folder, { recursive: true });
  assert.equal(hasVulkan([drivers]), false);
  process.env.VK_ICD_FILENAMES = SWIFTSHADER;
  assert.equal(hasVulkan([drivers]), true);
});
