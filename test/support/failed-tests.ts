/**
 * A reporter for vitest that appends the tests that failed, and why in one line, to the file that the environment names:
 * `npm test` prints them after everything else, where the end of a long log still shows them.
 */
import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Environment variable with the file. */
export const FAILED_TESTS = 'CRESCENDO_FAILED_TESTS';
const REASON_LENGTH = 300;

export default class FailedTests implements Reporter {
  onTestRunEnd(files: readonly TestModule[], errors: readonly { message: string }[]): void {
    const path = process.env[FAILED_TESTS];
    if (path === undefined) return;
    const lines = files.flatMap((file) => [
      ...file.errors().map(({ message }) => `${file.relativeModuleId}: ${firstLine(message)}`),
      ...[...file.children.allTests('failed')].map(
        (test) => `${file.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors?.[0]?.message ?? '')}`,
      ),
    ]);
    lines.push(...errors.map(({ message }) => `outside the tests: ${firstLine(message)}`));
    if (lines.length > 0) appendFileSync(path, `${lines.join('\n')}\n`);
  }
}

/** Messages of assertions go on with a comparison. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0]!.slice(0, REASON_LENGTH);
}
