import { CHANNELS, sidesOf } from '../../types.ts';
import { type CropShape, cropBytes } from './crop-shape.ts';
import type { Lane } from './lane.ts';
import { COLUMN_PASS, FINISH_STEP, FINISH_WORDS, ROW_PASS, TILE } from './shaders.ts';
import { type CropTables, cropTables } from './tables.ts';
import { BUFFER } from './usage.ts';

/** The weights of one axis. */
export interface AxisWeights {
  readonly tables: CropTables;
  readonly buffer: GPUBuffer;
}

/** The compiled steps for one shape, with their weights on the device. */
export interface CropPipeline {
  readonly shape: CropShape;
  readonly vertical: AxisWeights;
  readonly horizontal: AxisWeights;
  /** Encodes the first pass over the first `count` images of a lane. */
  encodeColumns(pass: GPUComputePassEncoder, lane: Lane, count: number): void;
  /** Encodes the second pass and the last step. */
  encodeRows(pass: GPUComputePassEncoder, lane: Lane, count: number): void;
}

/** Compiles the steps for a shape. */
export async function createPipeline(device: GPUDevice, shape: CropShape): Promise<CropPipeline> {
  const [image, crop] = [sidesOf(shape.size), sidesOf(shape.bandwidth)];
  const vertical = axisWeights(device, image.height, crop.height);
  const horizontal = axisWeights(device, image.width, crop.width);
  const compile = async (label: string, code: string, constants: Record<string, number>): Promise<GPUComputePipeline> =>
    await device.createComputePipelineAsync({
      label,
      layout: 'auto',
      compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main', constants },
    });
  const folded = ({ tables: { sets, terms } }: AxisWeights) => ({ inputs: terms, sets });
  const down = { ...folded(vertical), size: image.height, bandwidth: crop.height };
  const along = { ...folded(horizontal), size: image.width, bandwidth: crop.width };
  const values = cropBytes(shape.bandwidth);
  const [columns, rows, finish] = await Promise.all([
    compile('columns', COLUMN_PASS, { ...down, columns: image.width * CHANNELS, rows: down.sets + 1 }),
    compile('rows', ROW_PASS, { ...along, columns: crop.height * CHANNELS, rows: along.sets, lines: crop.height }),
    compile('finish', FINISH_STEP, { values }),
  ]);
  return {
    shape,
    vertical,
    horizontal,
    encodeColumns(pass, lane, count) {
      const tiles = [
        Math.ceil((image.width * CHANNELS) / TILE.columns),
        Math.ceil((down.sets + 1) / TILE.sets),
      ] as const;
      dispatch(device, pass, columns, [lane.input, vertical.buffer, lane.middle, lane.nyquist], [...tiles, count]);
    },
    encodeRows(pass, lane, count) {
      const tiles = [Math.ceil((crop.height * CHANNELS) / TILE.columns), Math.ceil(along.sets / TILE.sets)] as const;
      dispatch(device, pass, rows, [lane.middle, horizontal.buffer, lane.result, lane.checkerboard], [...tiles, count]);
      dispatch(device, pass, finish, [lane.result, lane.output], [Math.ceil(values / 4 / FINISH_WORDS), 1, count]);
    },
  };
}

function axisWeights(device: GPUDevice, length: number, bandwidth: number): AxisWeights {
  const tables = cropTables(length, bandwidth);
  const buffer = device.createBuffer({
    label: 'weights',
    size: tables.weights.byteLength,
    usage: BUFFER.storage | BUFFER.copyTarget,
  });
  device.queue.writeBuffer(buffer, 0, tables.weights);
  return { tables, buffer };
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
