import type { RandomStream } from '../../src/plan/sampling/random-stream.ts';

/** Something that takes bytes from outside, and must not do more than accept or refuse them. */
export interface FuzzTarget {
  readonly name: string;
  /** Mutants in the test suite, which has 60 s for all targets together. */
  readonly rounds: number;
  /** Mutants of these that must be accepted at least, as a sign that they reach what is behind the first checks; default: 4 %. */
  readonly acceptedMin?: number;
  /** Valid inputs, by name. */
  seeds(): Promise<Readonly<Record<string, Uint8Array>>>;
  /** Makes a mutant in a way of its own, instead of editing bytes. */
  mutate?(seed: Uint8Array, random: RandomStream): Buffer;
  /** Where bytes may change; by default anywhere. Of a target with regions, only values of bytes change, never their number. */
  regions?(seed: Uint8Array): readonly { start: number; end: number }[];
  /** True if the input is accepted, false if it is refused as it should be. Anything thrown is a finding. */
  accepts(input: Uint8Array): Promise<boolean>;
  /** Ends what the target has started. */
  close?(): Promise<void>;
}
