/** The NUMA nodes of this machine: a process whose threads stay on one node has its memory near. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The CPUs of each node, as Linux lists them ("0-15,32-47"), without nodes that have none; empty on other systems.
 *
 * @param folder where Linux describes its nodes
 */
export function numaNodes(folder = '/sys/devices/system/node'): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^node\d+$/.test(name))
      .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
      .map((name) => readFileSync(join(folder, name, 'cpulist'), 'utf8').trim())
      .filter((cpus) => cpus !== '');
  } catch {
    return [];
  }
}

/** What to write before a command so that it stays on one node; nothing where there is one node, or no `taskset`. */
export function pinning(member: number, nodes = numaNodes(), canPin = hasTaskset): string[] {
  if (nodes.length < 2 || !canPin()) return [];
  return ['taskset', '--cpu-list', nodes[member % nodes.length]!];
}

function hasTaskset(): boolean {
  return spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;
}
