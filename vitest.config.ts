import { defineConfig } from 'vitest/config';

/**
 * Milliseconds after which a test counts as hung. A busy machine may be ten times slower than a quiet one, so a test that
 * takes more than 30 s on a quiet one has a longer limit of its own (test/support/limits.ts).
 */
const HUNG = 330_000;

const limits = { testTimeout: HUNG, hookTimeout: HUNG, setupFiles: ['test/support/watchdog.ts'] };

/** They start servers and trainers, and what these need is made before. */
const processes = { ...limits, globalSetup: ['test/support/prepare.ts'] };
const alone = { ...processes, fileParallelism: false };

/**
 * Files of integration tests that run one at a time, after the others: they build or pack the project in place, compute on
 * all cores (a software GPU), or measure the memory of a whole server.
 */
const ALONE = [
  'test/integration/{bench,docs,npm-bundles,npm-package,old-node,python-package}.test.ts',
  'test/integration/{decode-memory,gpu,measured,memory}.test.ts',
];

/**
 * Unit tests of many sizes or cases, or that start many threads, which take half of the time of all, and those that need a
 * process of their own. `npm run test:unit` leaves them out, and runs the others file after file in the same processes.
 */
const EXHAUSTIVE = [
  'test/unit/pixels/kernels/{affine,spectral,resize-window}.test.ts',
  'test/unit/pixels/decode/{damaged,decode,jpeg}.test.ts',
  'test/unit/pixels/ops/reference.test.ts',
  'test/unit/make/{matched,webgpu/crop,workers/pool,workers/starting-threads}.test.ts',
  'test/unit/server/access/*.test.ts',
  'test/unit/dataset/remote-storage.test.ts',
  'test/unit/runs/{store,measured}.test.ts',
  'test/unit/dataset/cache/{cached,control,eviction,folder,kill}.test.ts',
  'test/unit/bench/{copied-bytes,repeat}.test.ts',
  'clients/typescript/test/several.test.ts',
];

/** Files that share no state and run at the same time. */
const small = { ...limits, setupFiles: [...limits.setupFiles, 'test/support/properties.ts'] };

export default defineConfig({
  test: {
    // A file in a process of its own: the native modules do not all survive a second load in one process.
    pool: 'forks',
    // By default vitest leaves a core free, which on two cores is half of the machine.
    maxWorkers: '100%',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    teardownTimeout: HUNG,
    reporters: ['default', './test/support/slowest-files.ts', './test/support/failed-tests.ts'],
    coverage: {
      provider: 'v8',
      // Of what runs in worker threads and in processes of their own v8 tells nothing.
      include: ['src/**/*.ts', 'clients/typescript/src/**/*.ts'],
      exclude: ['**/gen/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: '.cache/coverage',
    },
    projects: [
      {
        test: {
          ...small,
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'clients/typescript/test/**/*.test.ts'],
          exclude: EXHAUSTIVE,
        },
      },
      { test: { ...small, name: 'exhaustive', include: EXHAUSTIVE } },
      { test: { ...limits, name: 'fuzz', include: ['test/fuzz/**/*.test.ts'] } },
      { test: { ...processes, name: 'integration', include: ['test/integration/**/*.test.ts'], exclude: ALONE } },
      { test: { ...alone, name: 'alone', include: ALONE } },
      { test: { ...alone, name: 'memory', include: ['test/leak/**/*.test.ts'] } },
    ],
  },
});
