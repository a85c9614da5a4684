import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { Command } from 'commander';
import sharp from 'sharp';
import { toCrescendoError } from '../errors.ts';
import { chooseSpectral } from '../make/webgpu/choose.ts';
import { type AdapterReport, inspectAdapters } from '../make/webgpu/inspect.ts';
import { loadTurboJpeg, turboJpegPath } from '../pixels/decode/turbojpeg.ts';
import { engineVersion } from '../pixels/engine-version.ts';
import { loadKernels } from '../pixels/kernels/module.ts';

const MIB = 1024 * 1024;
const SHARED_MEMORY = '/dev/shm';

/** A module whose only function uses a vector; an engine without SIMD refuses it. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // Type () -> v128, one function of it, and its body: i32.const 0, i8x16.splat.
  ...[1, 5, 1, 0x60, 0, 1, 0x7b],
  ...[3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 15, 0x0b],
);

/** What `crescendo doctor` finds; `--json` prints it. Later versions add fields. */
interface Report {
  machine: { platform: string; node: string; cpu: string; cores: number; memory_bytes: number };
  kernels: { simd: boolean; problem?: string };
  libraries: { turbojpeg: string | null; sharp: string; libvips: string };
  /** The engine version: a run continues only where it is the same. */
  engine_version: string;
  /** Null where there is no tmpfs for shared memory. */
  shared_memory: { path: string; bytes: number; free_bytes: number } | null;
  gpu: { adapters: AdapterReport[]; problem?: string };
  /** What a server would use. */
  used: { workers: number; jpeg: 'libturbojpeg' | 'sharp'; spectral: 'wasm' | 'webgpu'; why: string };
}

/** `crescendo doctor`: says what this machine has and what a server would use. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Say what this machine has (libraries, SIMD, GPU adapters, shared memory) and what a server would use.',
    )
    .option('--json', 'print one line of JSON', false)
    .addHelpText('after', '\nExample:\n  crescendo doctor')
    .action(async ({ json }: { json: boolean }) => {
      const report = await examine();
      console.log(json ? JSON.stringify(report) : inWords(report));
    });
}

async function examine(): Promise<Report> {
  const cores = availableParallelism();
  const adapters = await inspectAdapters();
  const { used, why, gpu } = await chooseSpectral('auto', cores);
  await gpu?.close();
  const turbojpeg = loadTurboJpeg() === undefined ? null : (turboJpegPath() ?? null);
  return {
    machine: {
      platform: `${process.platform} ${process.arch}`,
      node: process.version,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores,
      memory_bytes: totalmem(),
    },
    kernels: { simd: WebAssembly.validate(SIMD_MODULE), ...kernelProblem() },
    libraries: { turbojpeg, sharp: sharp.versions.sharp ?? 'unknown', libvips: sharp.versions.vips },
    engine_version: engineVersion(),
    shared_memory: sharedMemory(),
    gpu: typeof adapters === 'string' ? { adapters: [], problem: adapters } : { adapters },
    used: { workers: cores, jpeg: turbojpeg === null ? 'sharp' : 'libturbojpeg', spectral: used, why },
  };
}

function kernelProblem(): { problem?: string } {
  try {
    loadKernels();
    return {};
  } catch (error) {
    return { problem: toCrescendoError(error).message };
  }
}

function sharedMemory(): Report['shared_memory'] {
  try {
    const { bsize, blocks, bavail } = statfsSync(SHARED_MEMORY);
    return { path: SHARED_MEMORY, bytes: bsize * blocks, free_bytes: bsize * bavail };
  } catch {
    return null;
  }
}

function inWords({
  machine,
  kernels,
  libraries,
  engine_version: engine,
  shared_memory: shared,
  gpu,
  used,
}: Report): string {
  const mib = (bytes: number): string => `${Math.floor(bytes / MIB)} MiB`;
  const adapter = ({ name, vendor, backend, type, limits }: AdapterReport): string =>
    `${name} (${vendor}, ${backend}, ${type}); buffers up to ${mib(limits.maxBufferSize)}, ` +
    `bindings up to ${mib(limits.maxStorageBufferBindingSize)}, ` +
    `workgroup memory ${limits.maxComputeWorkgroupStorageSize / 1024} KiB`;
  const lines: [string, string][] = [
    ['machine', `${machine.platform}, ${machine.cpu}, ${machine.cores} cores, ${mib(machine.memory_bytes)}`],
    ['node', machine.node],
    ['WebAssembly', `${kernels.simd ? 'SIMD' : 'no SIMD: the kernels need it'}${problem(kernels.problem)}`],
    ['libturbojpeg', libraries.turbojpeg ?? 'none for this platform: sharp decodes JPEGs, slower'],
    ['sharp', `${libraries.sharp}, libvips ${libraries.libvips}`],
    ['pixel engine', engine],
    [
      'shared memory',
      shared === null ? `no ${SHARED_MEMORY}` : `${shared.path}, ${mib(shared.bytes)}, ${mib(shared.free_bytes)} free`,
    ],
    ...gpu.adapters.map((found): [string, string] => ['GPU adapter', adapter(found)]),
    ...(gpu.adapters.length > 0 ? [] : [['GPU adapter', `none${problem(gpu.problem)}`] as [string, string]]),
    ['a server uses', `${used.workers} workers, ${used.jpeg}, low-frequency crop in ${used.spectral}: ${used.why}`],
  ];
  return lines.map(([name, text]) => `${name.padEnd(13)}  ${text}`).join('\n');
}

function problem(text: string | undefined): string {
  return text === undefined ? '' : `: ${text}`;
}
