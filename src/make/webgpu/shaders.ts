/**
 * The low-frequency crop in WGSL: the two passes of src/pixels/kernels/assembly/spectral-crop.ts (derivation in
 * src/pixels/kernels/spectral-table.ts), and a last step that clamps the result to bytes. Bits, rounding and clamps are
 * those of spectral-crop.ts.
 *
 * A workgroup makes 16 output sets of 64 columns. It brings the terms of 8 input sets of its columns, and their weights,
 * into workgroup memory at a time; each thread then adds up 4 output sets of one column, all four groups in one vector.
 * WGSL's i32 wraps and shifts as WebAssembly's does and integer sums have no order, so the integer form is the same on
 * every device, to the bit.
 */

/** Sides of a workgroup's tile: columns, and output sets. */
export const TILE = { columns: 64, sets: 16 } as const;
/** Input sets in workgroup memory at a time, and output sets of a thread. */
const [TERMS, SETS] = [8, 4] as const;
const THREADS = (TILE.columns * TILE.sets) / SETS;
/** Words of the output that one workgroup of the last step writes. */
export const FINISH_WORDS = 256;

/**
 * First pass, down the columns: bytes to images x B x columns values, and images x columns Nyquist sums. N and B are the
 * heights, and the columns of an image are those of its channels.
 */
const COLUMN_KERNEL = /* wgsl */ `
alias value = i32;
@group(0) @binding(0) var<storage, read> source: array<u32>;
@group(0) @binding(1) var<storage, read> weights: array<vec4<value>>;
@group(0) @binding(2) var<storage, read_write> output: array<value>;
@group(0) @binding(3) var<storage, read_write> nyquist: array<value>;

fn load(image: u32, column: u32, row: u32) -> value {
  let at = (image * size + row) * columns + column;
  return value((source[at / 4u] >> (8u * (at % 4u))) & 0xffu) - value(128);
}

fn asTerms(sums: vec4<value>) -> vec4<value> { return sums; }

fn put(image: u32, column: u32, row: u32, sum: value) {
  output[(image * bandwidth + row) * columns + column] = clamp((sum + 512) >> 10u, -32768, 32767);
}

fn putWave(image: u32, column: u32, sum: value) { nyquist[image * columns + column] = sum; }
`;

/**
 * Second pass, along the rows: the middle to values in the order of the pixels. N and B are the widths; its columns are the
 * rows, or lines, and channels of the middle.
 */
const ROW_KERNEL = /* wgsl */ `
alias value = i32;
@group(0) @binding(0) var<storage, read> source: array<value>;
@group(0) @binding(1) var<storage, read> weights: array<vec4<value>>;
@group(0) @binding(2) var<storage, read_write> output: array<value>;
/** The c of the checkerboard, for each image and channel. */
@group(0) @binding(3) var<storage, read> checkerboard: array<value>;
/** Rows of the middle. */
override lines: u32;

fn load(image: u32, column: u32, j: u32) -> value {
  return source[((image * lines + column / 3u) * size + j) * 3u + column % 3u];
}

fn asTerms(sums: vec4<value>) -> vec4<value> { return clamp((sums + 1) >> vec4u(1), vec4i(-32768), vec4i(32767)); }

fn put(image: u32, column: u32, row: u32, sum: value) {
  let c = checkerboard[image * 3u + column % 3u];
  let offset = (128 << 19u) + (1 << 18u) - select(-c, c, (column / 3u + row) % 2u == 0u);
  output[((image * lines + column / 3u) * bandwidth + row) * 3u + column % 3u] = (sum + offset) >> 19u;
}

fn putWave(image: u32, column: u32, sum: value) {}
`;

/** What the passes share: the product of folded weights and the terms of `load`, of which `put` takes the rows. */
const FOLDED_PRODUCT = /* wgsl */ `
/** N and B of the pass's axis, columns of an image, input sets, output sets, rows of weights: the sets and perhaps the Nyquist sine. */
override size: u32;
override bandwidth: u32;
override columns: u32;
override inputs: u32;
override sets: u32;
override rows: u32;

var<workgroup> termTile: array<vec4<value>, ${TERMS * TILE.columns}>;
var<workgroup> weightTile: array<vec4<value>, ${TERMS * TILE.sets}>;

/** The terms of the rows j, j + M, M - j, N - j of one column; a row that is its own partner has two of them. */
fn loadTerms(image: u32, column: u32, j: u32) -> vec4<value> {
  let half = size / 2u;
  let a = load(image, column, j);
  let b = load(image, column, j + half);
  if (j == 0u || 2u * j == half) { return asTerms(vec4<value>(a + b, a + b, a - b, a - b)); }
  let c = load(image, column, half - j);
  let d = load(image, column, size - j);
  return asTerms(vec4<value>(a + b + c + d, a + b - c - d, a - b + c - d, a - b - c + d));
}

/** The four output rows of a set. */
fn combine(image: u32, column: u32, index: u32, groups: vec4<value>) {
  let half = bandwidth / 2u;
  let own = groups.xz + groups.yw;
  let other = groups.xz - groups.yw;
  put(image, column, index, own.x + own.y);
  put(image, column, index + half, own.x - own.y);
  put(image, column, half - index, other.x + other.y);
  if (index > 0u) { put(image, column, bandwidth - index, other.x - other.y); }
}

@compute @workgroup_size(${TILE.columns}, ${TILE.sets / SETS})
fn main(
  @builtin(workgroup_id) tile: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let image = tile.z;
  let firstColumn = tile.x * ${TILE.columns}u;
  let firstSet = tile.y * ${TILE.sets}u;
  var sums: array<vec4<value>, ${SETS}>;
  for (var first = 0u; first < inputs; first += ${TERMS}u) {
    for (var k = thread; k < ${TERMS * TILE.columns}u; k += ${THREADS}u) {
      let j = first + k / ${TILE.columns}u;
      let column = firstColumn + k % ${TILE.columns}u;
      var terms = vec4<value>();
      if (j < inputs && column < columns) { terms = loadTerms(image, column, j); }
      termTile[k] = terms;
    }
    if (thread < ${TERMS * TILE.sets}u) {
      let j = first + thread % ${TERMS}u;
      let row = firstSet + thread / ${TERMS}u;
      var weight = vec4<value>();
      if (j < inputs && row < rows) { weight = weights[row * inputs + j]; }
      weightTile[thread] = weight;
    }
    workgroupBarrier();
    for (var j = 0u; j < ${TERMS}u; j++) {
      let terms = termTile[j * ${TILE.columns}u + local.x];
      for (var k = 0u; k < ${SETS}u; k++) {
        sums[k] += terms * weightTile[(local.y * ${SETS}u + k) * ${TERMS}u + j];
      }
    }
    workgroupBarrier();
  }
  let column = firstColumn + local.x;
  if (column >= columns) { return; }
  for (var k = 0u; k < ${SETS}u; k++) {
    let row = firstSet + local.y * ${SETS}u + k;
    if (row < sets) { combine(image, column, row, sums[k]); }
    else if (row < rows) { putWave(image, column, sums[k].x + sums[k].y + sums[k].z + sums[k].w); }
  }
}
`;

export const COLUMN_PASS = COLUMN_KERNEL + FOLDED_PRODUCT;
export const ROW_PASS = ROW_KERNEL + FOLDED_PRODUCT;

/** The last step: the values of each image to bytes in the same order, clamped, four in a word. */
export const FINISH_STEP = /* wgsl */ `
@group(0) @binding(0) var<storage, read> source: array<i32>;
@group(0) @binding(1) var<storage, read_write> output: array<u32>;
override values: u32;

fn byte(at: u32) -> u32 { return u32(clamp(source[at], 0, 255)); }

@compute @workgroup_size(${FINISH_WORDS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x * 4u >= values) { return; }
  let first = id.z * values + id.x * 4u;
  output[first / 4u] =
    byte(first) | (byte(first + 1u) << 8u) | (byte(first + 2u) << 16u) | (byte(first + 3u) << 24u);
}
`;
