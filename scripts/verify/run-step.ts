/**
 * Runs one step of `npm test` in a process of its own, so that steps can run at the same time and each has its CPU time:
 * `node run-step.ts NAME`. Ends with 0 if the step passes.
 */
import { STEPS } from './steps.ts';

const step = STEPS.find(({ name }) => name === process.argv[2]);
if (step === undefined) throw new Error(`no step ${process.argv[2]}`);
process.exitCode = (await step.run()) ? 0 : 1;
