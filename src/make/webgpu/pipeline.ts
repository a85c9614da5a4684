import type { Lane } from './lane.ts';
import { COLUMN_PASS, FINISH_STEP, FINISH_WORDS, ROW_PASS, TILE } from './shaders.ts';
import { type CropTables, cropTables } from './tables.ts';
import { BUFFER } from './usage.ts';

/** What a pipeline is made for. */
export interface CropShape {
  /** Side N of the images, even. */
  size: number;
  /** Side B of the crops, even, below N. */
  bandwidth: number;
}

/** Bytes of an RGB image of an even side, which are whole words. */
export function cropBytes(bandwidth: number): number {
  return bandwidth * bandwidth * 3;
}

/** The compiled steps for one shape, with their weights on the device. */
export interface CropPipeline {
  readonly shape: CropShape;
  readonly tables: CropTables;
  readonly weights: GPUBuffer;
  /** Encodes the first pass over the first `count` images of a lane. */
  encodeColumns(pass: GPUComputePassEncoder, lane: Lane, count: number): void;
  /** Encodes the second pass and the last step. */
  encodeRows(pass: GPUComputePassEncoder, lane: Lane, count: number): void;
}

/** Compiles the steps for a shape. */
export async function createPipeline(device: GPUDevice, shape: CropShape): Promise<CropPipeline> {
  const { size, bandwidth } = shape;
  const tables = cropTables(size, bandwidth);
  const { sets, terms } = tables;
  const weights = device.createBuffer({
    label: 'weights',
    size: tables.weights.byteLength,
    usage: BUFFER.storage | BUFFER.copyTarget,
  });
  device.queue.writeBuffer(weights, 0, tables.weights);
  const compile = async (label: string, code: string, constants: Record<string, number>): Promise<GPUComputePipeline> =>
    await device.createComputePipelineAsync({
      label,
      layout: 'auto',
      compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main', constants },
    });
  const folded = { size, bandwidth, inputs: terms, sets };
  const [columns, rows, finish] = await Promise.all([
    compile('columns', COLUMN_PASS, { ...folded, columns: size * 3, rows: sets + 1 }),
    compile('rows', ROW_PASS, { ...folded, columns: bandwidth * 3, rows: sets }),
    compile('finish', FINISH_STEP, { bandwidth }),
  ]);
  const words = cropBytes(bandwidth) / 4;
  return {
    shape,
    tables,
    weights,
    encodeColumns(pass, lane, count) {
      const tiles = [Math.ceil((size * 3) / TILE.columns), Math.ceil((sets + 1) / TILE.sets)] as const;
      dispatch(device, pass, columns, [lane.input, weights, lane.middle, lane.nyquist], [...tiles, count]);
    },
    encodeRows(pass, lane, count) {
      const tiles = [Math.ceil((bandwidth * 3) / TILE.columns), Math.ceil(sets / TILE.sets)] as const;
      dispatch(device, pass, rows, [lane.middle, weights, lane.result, lane.checkerboard], [...tiles, count]);
      dispatch(device, pass, finish, [lane.result, lane.output], [Math.ceil(words / FINISH_WORDS), 1, count]);
    },
  };
}

function dispatch(
  device: GPUDevice,
  pass: GPUComputePassEncoder,
  pipeline: GPUComputePipeline,
  buffers: readonly GPUBuffer[],
  workgroups: readonly [number, number, number],
): void {
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(...workgroups);
}
