import { LIMITS } from '../../limits.ts';
import { sizeText } from '../../types.ts';
import type { CropShape } from './crop-shape.ts';
import { createLane, destroyLane, type Lane, laneBytes, laneImages } from './lane.ts';
import { type CropPipeline, createPipeline } from './pipeline.ts';

/** Lanes of a shape: one is filled, one computes, one is read back. */
const LANES = 3;

/** The resources of a shape on the device. */
export interface PreparedShape {
  readonly pipeline: CropPipeline;
  /** Images that a lane holds. */
  readonly capacity: number;
  /** Waits for a lane and lends it to `work`. */
  withLane(work: (lane: Lane) => Promise<void>): Promise<void>;
  destroy(): void;
}

async function prepareShape(device: GPUDevice, shape: CropShape): Promise<PreparedShape> {
  const pipeline = await createPipeline(device, shape);
  const bytes = laneBytes(shape);
  const capacity = laneImages(bytes, LIMITS.gpuLaneBytes);
  const lanes: Lane[] = [];
  const free: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  const take = async (): Promise<Lane> => {
    const lane = free.pop();
    if (lane !== undefined) return lane;
    if (lanes.length === LANES) return await new Promise((resolve) => waiting.push(resolve));
    const fresh = createLane(device, bytes, capacity);
    lanes.push(fresh);
    return fresh;
  };
  const give = (lane: Lane): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(lane);
    else next(lane);
  };
  return {
    pipeline,
    capacity,
    async withLane(work) {
      const lane = await take();
      try {
        await work(lane);
      } finally {
        // Even after a failure: the device is lost then, and waiting callers must find that out too.
        give(lane);
      }
    },
    destroy() {
      pipeline.vertical.buffer.destroy();
      pipeline.horizontal.buffer.destroy();
      for (const lane of lanes) destroyLane(lane);
    },
  };
}

/** The shapes used last, prepared. */
export class ShapeCache {
  readonly #device: GPUDevice;
  /** In the order of their last use. */
  readonly #shapes = new Map<string, { prepared: Promise<PreparedShape>; users: number }>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Lends what a shape needs to `work`. */
  async use<Result>(shape: CropShape, work: (prepared: PreparedShape) => Promise<Result>): Promise<Result> {
    const key = `${sizeText(shape.size)} ${sizeText(shape.bandwidth)}`;
    const entry = this.#shapes.get(key) ?? { prepared: prepareShape(this.#device, shape), users: 0 };
    this.#shapes.delete(key);
    this.#shapes.set(key, entry);
    entry.users += 1;
    try {
      const prepared = await entry.prepared;
      await this.#evict();
      return await work(prepared);
    } finally {
      entry.users -= 1;
    }
  }

  async #evict(): Promise<void> {
    for (const [key, { prepared, users }] of this.#shapes) {
      if (this.#shapes.size <= LIMITS.gpuShapes) return;
      if (users > 0) continue;
      this.#shapes.delete(key);
      (await prepared).destroy();
    }
  }
}
