import type { ImageFormat } from './decode/formats/format.ts';
import { registeredFormats } from './decode/formats/index.ts';

/** Version of our own part: kernels, sampling, decoding rules. Raise it with every change of a pixel or a draw. */
const PIXELS_VERSION = '2';

/**
 * Version of everything that determines a pixel or a draw: our own code and the decoders with their versions, for
 * instance `2 jpeg-turbo/3.0.1 sharp/0.35.5`. It is part of every run, and a server with another version refuses the
 * run, because its batches or its decisions about damaged files could differ.
 */
export function engineVersion(formats: readonly ImageFormat[] = registeredFormats()): string {
  return [PIXELS_VERSION, ...new Set(formats.map(({ version }) => version))].join(' ');
}
