/** The kernels' module: one operation a file, all memory planned by the host (src/pixels/kernels/engine.ts). */

export { expandRgb, packRgb } from './pack';
export { resampleHorizontal } from './resample-horizontal';
export { resampleVertical } from './resample-vertical';
export { spectralCrop } from './spectral-crop';
export { spectralCropFloat } from './spectral-crop-float';
export { histogram } from './histogram';
export { extremes } from './extremes';
export { applyTables } from './apply-tables';
export { applyThreshold } from './apply-threshold';
export { greySum } from './grey-sum';
export { blendWithGrey } from './blend-with-grey';
export { blendWithSmooth } from './blend-with-smooth';
export { affine } from './affine/affine';
export { shiftRows } from './affine/shift-rows';
export { shiftColumns } from './affine/shift-columns';
export { affineNearestScale, affineNearestFixed } from './affine/nearest';
export { boxBlurRows } from './box-blur-rows';
export { boxBlurColumns } from './box-blur-columns';
export { shiftHue } from './shift-hue';
export { convolve } from './convolve';
export { mixBytes, mixFloats } from './mix';
export { addChain, blendChain, blendSum, startChains, takeBlended } from './mix-chains';
export { philoxBlocks } from './philox';
