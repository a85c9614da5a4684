/**
 * Version of everything that decides a pixel or a draw: decoders, kernels, sampling. It is a part of every run, and a
 * server of another version refuses the run, since its batches could differ. Raise it with every such change.
 */
export const ENGINE_VERSION = '1';
