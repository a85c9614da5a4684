import { CrescendoError } from '../../errors.ts';

/** The part of the package `webgpu` (Dawn for Node) that is used. */
interface WebgpuPackage {
  create(options: string[]): GPU;
}

/** A variable, so that neither the compiler nor a bundler requires the optional package. */
const NAME: string = 'webgpu';

/** Loads Dawn. Throws PATH if the optional dependency is not installed, or has no binary for this platform. */
export async function loadWebgpu(): Promise<WebgpuPackage> {
  try {
    return (await import(NAME)) as WebgpuPackage;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new CrescendoError(
      'PATH',
      `the optional package webgpu cannot be loaded (${why}); npm install webgpu`,
      { package: NAME },
      { cause: error },
    );
  }
}
