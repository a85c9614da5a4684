/** Numerator and denominator of a rational function, lowest power first. */
type Rational = readonly [numerator: readonly number[], denominator: readonly number[]];

/** For |p - 1/2| up to 0.425, in 0.425^2 - (p - 1/2)^2. */
const CENTRE: Rational = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
];
/** For the tails down to exp(-25), in sqrt(-ln p) - 1.6. */
const TAIL: Rational = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
];

const evaluate = ([numerator, denominator]: Rational, x: number): number =>
  horner(numerator, x) / horner(denominator, x);

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/**
 * The value that a standard normal variable stays below with probability `p`, to about 16 digits.
 *
 * Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37, 1988.
 *
 * @param p between exp(-25) and 1 - exp(-25)
 */
export function normalQuantile(p: number): number {
  const fromMiddle = p - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) return fromMiddle * evaluate(CENTRE, 0.180625 - fromMiddle * fromMiddle);
  const tail = evaluate(TAIL, Math.sqrt(-Math.log(Math.min(p, 1 - p))) - 1.6);
  return fromMiddle < 0 ? -tail : tail;
}
