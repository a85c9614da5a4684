import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import koffi from 'koffi';

/** Variables that name drivers to Vulkan's loader. */
const VARIABLES = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'VK_ADD_DRIVER_FILES'] as const;

/**
 * Whether Vulkan can have an adapter here: on Linux its loader and a driver must be installed. This avoids loading
 * Dawn, which is large and complains on standard error, and starting a thread for it.
 *
 * @param folders where drivers are described, as the loader looks for them
 */
export function hasVulkan(folders: readonly string[] = driverFolders()): boolean {
  if (process.platform !== 'linux') return true;
  return (VARIABLES.some((name) => process.env[name]) || folders.some(hasDriver)) && hasLoader();
}

/** Source: the Vulkan loader's document LoaderDriverInterface, "Driver Discovery on Linux". */
function driverFolders(): string[] {
  const { XDG_CONFIG_HOME, XDG_CONFIG_DIRS, XDG_DATA_HOME, XDG_DATA_DIRS } = process.env;
  const lists = [
    XDG_CONFIG_HOME || join(homedir(), '.config'),
    XDG_CONFIG_DIRS || '/etc/xdg',
    '/etc',
    XDG_DATA_HOME || join(homedir(), '.local', 'share'),
    ...['/usr/local/etc', '/usr/local/share', '/usr/share'],
    XDG_DATA_DIRS || '',
  ];
  return lists.flatMap((list) => list.split(delimiter)).map((folder) => join(folder, 'vulkan', 'icd.d'));
}

function hasDriver(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.json'));
  } catch {
    return false;
  }
}

function hasLoader(): boolean {
  try {
    koffi.load('libvulkan.so.1').unload();
    return true;
  } catch {
    return false;
  }
}
