import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadTurboJpeg } from './decode/turbojpeg.ts';

/** Version of our own part: kernels, sampling, decoding rules. Raise it with every change of a pixel or a draw. */
const PIXELS_VERSION = '1';

/**
 * Version of everything that decides a pixel or a draw: our own code and the decoders with their versions, for instance
 * `1 jpeg-turbo/3.0.1 sharp/0.35.5`. It is a part of every run, and a server of another version refuses the run, since
 * its batches, or its verdicts on damaged files, could differ.
 */
export function engineVersion(): string {
  const jpeg =
    loadTurboJpeg() === undefined ? [] : [`jpeg-turbo/${packageVersion('@julusian/jpeg-turbo/package.json')}`];
  return [PIXELS_VERSION, ...jpeg, `sharp/${packageVersion('sharp')}`].join(' ');
}

/** @param entry a file of the package that its `exports` let through */
function packageVersion(entry: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(entry));
  for (;;) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string };
      if (manifest.version !== undefined) return manifest.version;
    } catch {
      // The entry lies in a folder below the package's own.
    }
    if (dirname(folder) === folder) return 'unknown';
    folder = dirname(folder);
  }
}
