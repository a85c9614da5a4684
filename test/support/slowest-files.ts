/** A reporter for vitest that lists the files that took longest. */
import type { Reporter, TestModule } from 'vitest/node';

const COUNT = 10;

/** Milliseconds of a file: its imports, hooks and tests. */
function milliseconds(file: TestModule): number {
  const { collectDuration, setupDuration, prepareDuration, duration } = file.diagnostic();
  return collectDuration + setupDuration + prepareDuration + duration;
}

export default class SlowestFiles implements Reporter {
  onTestRunEnd(files: readonly TestModule[]): void {
    if (files.length <= COUNT) return;
    const slowest = [...files].sort((a, b) => milliseconds(b) - milliseconds(a)).slice(0, COUNT);
    console.log(`\nThe ${COUNT} slowest files:`);
    for (const file of slowest) {
      console.log(`${(milliseconds(file) / 1000).toFixed(1).padStart(6)} s  ${file.relativeModuleId}`);
    }
  }
}
