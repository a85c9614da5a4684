/** SwiftShader, the software Vulkan device of Debian's chromium package, on which the tests of the GPU path run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The package's file that tells Vulkan's loader about the driver. */
export const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
/** Vulkan's loader, which Dawn loads. */
const LOADERS = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib/aarch64-linux-gnu/libvulkan.so.1'];
const PACKAGES = ['chromium', 'libvulkan1'];

/** Why there is no software GPU on this machine; undefined if there is one. */
export function missingSoftwareGpu(): string | undefined {
  const missing = existsSync(SWIFTSHADER) ? (LOADERS.some(existsSync) ? undefined : 'libvulkan.so.1') : SWIFTSHADER;
  return missing && `${missing} is missing: apt-get install ${PACKAGES.join(' ')}`;
}

/** Installs it with apt if it is missing. Returns whether it is available, and prints a message if not. */
export function installSoftwareGpu(): boolean {
  if (missingSoftwareGpu() === undefined) return true;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean => spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
  // The package lists of a fresh machine are empty or old; an install is tried even if updating them fails.
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...PACKAGES);
  const missing = missingSoftwareGpu();
  if (missing !== undefined) console.error(`The tests of the GPU path need a software GPU. ${missing} (as root)`);
  return missing === undefined;
}
