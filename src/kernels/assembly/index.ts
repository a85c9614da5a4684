/** The kernels' module: one operation a file, all memory planned by the host (src/kernels/engine.ts). */

export { expandRgb, packRgb } from './pack';
export { resampleHorizontal } from './resample-horizontal';
export { resampleVertical } from './resample-vertical';
export { spectralCrop } from './spectral-crop';
export { spectralCropFloat } from './spectral-crop-float';
export { histogram, applyTables, greySum } from './lookup';
export { blendWithGrey, blendWithSmooth } from './blend';
export { affine } from './affine';
export { affineNearestScale, affineNearestFixed } from './affine-nearest';
export { boxBlur } from './box-blur';
export { mixBytes, mixFloats } from './mix';
export { philoxBlocks } from './philox';
