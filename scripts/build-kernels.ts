/** Compiles the AssemblyScript kernels to build/kernels.wasm. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';
import { MEMORY_PAGES } from '../src/pixels/kernels/memory.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const pages = String(MEMORY_PAGES);
const options = [
  'src/pixels/kernels/assembly/index.ts',
  ...['--outFile', 'build/kernels.wasm', '--runtime', 'stub', '--enable', 'simd', '--enable', 'bulk-memory'],
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
  // Growing the memory would detach every view of it.
  ...['--initialMemory', pages, '--maximumMemory', pages],
];
mkdirSync(`${root}/build`, { recursive: true });
const { error, stderr } = await main(options, {
  writeFile: (name: string, contents: string | Uint8Array) => writeFileSync(`${root}/${name}`, contents),
});
if (error !== null) {
  console.error(stderr.toString());
  process.exitCode = 1;
}
