/**
 * Options of a test that takes more than half a minute on a quiet machine with two cores, because it trains a network or
 * starts many processes: on a busy machine it would reach the limit of vitest.config.ts, after which a test counts as hung.
 */
export const SLOW = { timeout: 600_000 };
/** The same for the reproduction, which trains nine networks for each of its results. */
export const SLOWEST = { timeout: 1_800_000 };
