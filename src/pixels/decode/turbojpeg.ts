/** libturbojpeg 3, called through koffi: the few functions that decoding needs. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { familySync, MUSL } from 'detect-libc';
import koffi from 'koffi';

/** Constants of turbojpeg.h. */
export const TJ = {
  init: { compress: 0, decompress: 1 },
  param: {
    quality: 3,
    subsampling: 4,
    width: 5,
    height: 6,
    precision: 7,
    colorspace: 8,
    optimize: 11,
    progressive: 12,
    scanLimit: 13,
    lossless: 15,
    restartRows: 19,
    maxPixels: 24,
  },
  colorspace: { cmyk: 3, ycck: 4 },
  pixelFormat: { rgb: 0, rgbx: 2 },
  error: { warning: 0 },
} as const;

/** Subsampling codes and the size in pixels of an MCU; a code without an entry is not known to the library. */
export const SUBSAMPLING: readonly { name: string; mcuWidth: number; mcuHeight: number }[] = [
  { name: '4:4:4', mcuWidth: 8, mcuHeight: 8 },
  { name: '4:2:2', mcuWidth: 16, mcuHeight: 8 },
  { name: '4:2:0', mcuWidth: 16, mcuHeight: 16 },
  { name: 'grey', mcuWidth: 8, mcuHeight: 8 },
  { name: '4:4:0', mcuWidth: 8, mcuHeight: 16 },
  { name: '4:1:1', mcuWidth: 32, mcuHeight: 8 },
  { name: '4:4:1', mcuWidth: 8, mcuHeight: 32 },
];

/** An opaque pointer. */
export type TjHandle = unknown;

export interface TurboJpeg {
  init(kind: number): TjHandle;
  destroy(handle: TjHandle): void;
  set(handle: TjHandle, param: number, value: number): number;
  get(handle: TjHandle, param: number): number;
  header(handle: TjHandle, bytes: Uint8Array, size: number): number;
  setScale(handle: TjHandle, factor: { num: number; denom: number }): number;
  setCrop(handle: TjHandle, region: { x: number; y: number; w: number; h: number }): number;
  /** Rows of the output follow each other without gaps if `pitch` is 0. */
  decompress(
    handle: TjHandle,
    bytes: Uint8Array,
    size: number,
    output: Uint8Array,
    pitch: number,
    pixelFormat: number,
  ): number;
  errorText(handle: TjHandle): string;
  errorCode(handle: TjHandle): number;
}

let found: { path: string | undefined } | undefined;

/**
 * Path of the shared library inside its package; undefined if the package has none for this platform. Looked for once:
 * a server asks whenever a run is opened.
 */
export function turboJpegPath(): string | undefined {
  found ??= { path: findLibrary() };
  return found.path;
}

function findLibrary(): string | undefined {
  const require = createRequire(import.meta.url);
  let folder: string;
  try {
    folder = dirname(require.resolve('@julusian/jpeg-turbo/package.json'));
  } catch {
    return undefined;
  }
  const file =
    { darwin: 'libturbojpeg.dylib', win32: 'turbojpeg.dll' }[process.platform as string] ?? 'libturbojpeg.so.0';
  const suffix = process.platform === 'linux' && familySync() === MUSL ? '-musl' : '';
  const path = join(folder, 'prebuilds', `jpeg-turbo-${process.platform}-${process.arch}${suffix}`, file);
  return existsSync(path) ? path : undefined;
}

let loaded: TurboJpeg | undefined | null;

/** The library, loaded once for each thread; undefined if this platform has none. */
export function loadTurboJpeg(): TurboJpeg | undefined {
  if (loaded === undefined) loaded = bindLibrary() ?? null;
  return loaded ?? undefined;
}

function bindLibrary(): TurboJpeg | undefined {
  const path = turboJpegPath();
  if (path === undefined) return undefined;
  const library = koffi.load(path);
  const factor = koffi.struct({ num: 'int', denom: 'int' });
  const region = koffi.struct({ x: 'int', y: 'int', w: 'int', h: 'int' });
  const bytes = 'void *';
  return {
    init: library.func('tj3Init', 'void *', ['int']),
    destroy: library.func('tj3Destroy', 'void', ['void *']),
    set: library.func('tj3Set', 'int', ['void *', 'int', 'int']),
    get: library.func('tj3Get', 'int', ['void *', 'int']),
    header: library.func('tj3DecompressHeader', 'int', ['void *', bytes, 'size_t']),
    setScale: library.func('tj3SetScalingFactor', 'int', ['void *', factor]),
    setCrop: library.func('tj3SetCroppingRegion', 'int', ['void *', region]),
    decompress: library.func('tj3Decompress8', 'int', ['void *', bytes, 'size_t', bytes, 'int', 'int']),
    errorText: library.func('tj3GetErrorStr', 'str', ['void *']),
    errorCode: library.func('tj3GetErrorCode', 'int', ['void *']),
  };
}
