/** The seed of all property tests: the same in every run, or the one that `npm run test:explore` draws and prints. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.CRESCENDO_PROPERTY_SEED ?? 20_261_125) });
