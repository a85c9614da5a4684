/** A small residual network of convolutions, made of operations for which the WebAssembly backend has gradients. */
import * as tf from '@tensorflow/tfjs';

/** Sides of the input must be multiples of this: the stem's patches, and one halving. */
export const SIDE_UNIT = 16;
const PATCH = 8;
const WIDTH = 48;

/** Kernels (inputs, outputs) and biases by name. */
export type Weights = Record<string, tf.Variable<tf.Rank.R2>>;

/** He-normal kernels from a seed, and biases of 0. */
export function initialWeights(classes: number, seed: number): Weights {
  const shapes: [string, number, number][] = [
    ['stem', PATCH * PATCH * 3, WIDTH],
    ['block0', 9 * WIDTH, WIDTH],
    ['halve', 4 * WIDTH, 2 * WIDTH],
    ['block1', 9 * 2 * WIDTH, 2 * WIDTH],
    ['head', 2 * WIDTH, classes],
  ];
  const weights: Weights = {};
  for (const [place, [name, inputs, outputs]] of shapes.entries()) {
    // TensorFlow.js treats a seed of 0 as no seed.
    const kernel = tf.randomNormal<tf.Rank.R2>(
      [inputs, outputs],
      0,
      Math.sqrt(2 / inputs),
      'float32',
      seed + place + 1,
    );
    weights[`${name}/kernel`] = tf.variable(kernel);
    weights[`${name}/bias`] = tf.variable(tf.zeros<tf.Rank.R2>([1, outputs]));
  }
  return weights;
}

/** Normalised images (N, B, B, 3) to logits (N, classes). */
export function logits(weights: Weights, images: tf.Tensor4D): tf.Tensor2D {
  let x = tf.relu(dense(weights, 'stem', patches(images, PATCH)));
  x = tf.relu(tf.add(x, dense(weights, 'block0', neighbours(x))));
  x = tf.relu(dense(weights, 'halve', patches(x, 2)));
  x = tf.relu(tf.add(x, dense(weights, 'block1', neighbours(x))));
  const pooled = tf.reshape(tf.mean(x, [1, 2]), [x.shape[0], 1, 1, x.shape[3]]) as tf.Tensor4D;
  const last = dense(weights, 'head', pooled);
  return tf.reshape(last, [last.shape[0], last.shape[3]]);
}

/** A linear layer at every place: (N, H, W, inputs) to (N, H, W, outputs). */
function dense(weights: Weights, name: string, x: tf.Tensor4D): tf.Tensor4D {
  const [n, height, width, inputs] = x.shape;
  const kernel = weights[`${name}/kernel`]!;
  const flat = tf.reshape(x, [n * height * width, inputs]);
  const sum = tf.add(product(flat, kernel), weights[`${name}/bias`]!);
  return tf.reshape(sum, [n, height, width, kernel.shape[1]]);
}

/**
 * The product of two matrices. The library's own gradient uses products with a transposed factor, which the backend
 * computes without SIMD. With explicit transposes, a training step takes a third of the time.
 */
const product = tf.customGrad((...args) => {
  const [x, kernel, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  save([x, kernel]);
  const gradFunc = (dy: tf.Tensor2D, [left, right]: tf.Tensor[]): tf.Tensor[] => [
    tf.matMul(dy, tf.transpose(right as tf.Tensor2D)),
    tf.matMul(tf.transpose(left as tf.Tensor2D), dy),
  ];
  return { value: tf.matMul<tf.Tensor2D>(x, kernel), gradFunc };
});

/**
 * The 3 x 3 neighbourhood of every place, (N, H, W, 9 C), with zeros outside: a linear layer of it is a convolution.
 * The backend's own convolution has no gradient with respect to its kernel.
 */
function neighbours(x: tf.Tensor4D): tf.Tensor4D {
  const padded = tf.pad4d(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const offsets = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [row, column] as const));
  return tf.concat4d(
    offsets.map(([row, column]) => tf.slice4d(padded, [0, row, column, 0], x.shape)),
    3,
  );
}

/** Squares of `side` that do not overlap: (N, H, W, C) to (N, H / side, W / side, side * side * C). */
function patches(x: tf.Tensor4D, side: number): tf.Tensor4D {
  const [n, height, width, channels] = x.shape;
  const [rows, columns] = [height / side, width / side];
  const split = tf.reshape(x, [n * rows, side, columns, side * channels]);
  return tf.reshape(tf.transpose(split, [0, 2, 1, 3]), [n, rows, columns, side * side * channels]);
}
