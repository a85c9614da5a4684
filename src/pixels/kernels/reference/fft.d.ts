/** The part of fft.js that the reference uses; the package has no types. */
declare module 'fft.js' {
  export default class FFT {
    /** @param size a power of two above 1 */
    constructor(size: number);
    createComplexArray(): number[];
    transform(output: number[], input: readonly number[]): void;
    inverseTransform(output: number[], input: readonly number[]): void;
  }
}
