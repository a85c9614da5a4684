/**
 * The results of a benchmark, as they are printed and as `--json` writes them. Later versions add fields; one that
 * changes or removes a field raises `REPORT_VERSION`.
 */
import type { ImageSize } from '../types.ts';
import type { BenchMode, BenchStage } from './stage.ts';
import type { Summary } from './statistics.ts';

/** 2: a part that is lost in noise has an entry in `below_noise_ms`; a 0 without one means that the stage has no such part. */
export const REPORT_VERSION = 2;

export interface BenchReport {
  version: typeof REPORT_VERSION;
  machine: Machine;
  data: BenchData;
  options: BenchConditions;
  floors: DecodeFloors;
  results: BenchResult[];
  pool?: PoolResult[];
  operations?: OperationResult[];
  randaugment?: RandAugmentResult[];
  peers?: PeerResult[];
}

/** The part of a report that a comparison with other pipelines writes. */
export type PeersReport = Partial<BenchReport> & Required<Pick<BenchReport, 'version' | 'machine' | 'peers'>>;

export interface Machine {
  cpu: string;
  /** Cores that this process may use. */
  cores: number;
  memory_bytes: number;
  platform: string;
  node: string;
  /** Version of everything that decides a pixel. */
  engine: string;
}

export interface BenchData {
  /** As it was named. */
  name: string;
  /** SHA-256 of the folder's manifest: keys, labels and sizes. */
  manifest: string;
  /** Images that were measured. */
  images: number;
  mean_bytes: number;
  mean_pixels: number;
  /** The number of images of each format, by their bytes. */
  formats: Record<string, number>;
  /** Images that cannot be decoded; they were left out. */
  bad: { key: string; reason: string }[];
}

/** The conditions of the measurement. */
export interface BenchConditions {
  stages: BenchStage[];
  /** Size of the full images that stages are made from, a side or [height, width]; the largest if they differ. */
  base_size: ImageSize;
  images: number;
  warmup: number;
  repetitions: number;
  workers: number[];
}

/** The cost of decoding only: CPU milliseconds per image on one core. */
export interface DecodeFloors {
  /** The region of the crop, at full scale. */
  region_ms: number;
  /** The whole image at 1/8 scale: entropy decoding and little else. Null unless turbojpeg reads all images. */
  entropy_ms: number | null;
  quartiles: { region_ms: Quartiles; entropy_ms: Quartiles | null };
}

/** First and third quartile of the repetitions. */
export type Quartiles = [first: number, third: number];

/** One stage on one core. Times are CPU milliseconds per image: medians of the repetitions. */
export interface BenchResult {
  mode: BenchMode;
  bandwidth: number;
  /** [height, width] of images that are not square. */
  size?: readonly [number, number];
  /** RandAugment magnitude; null without augmentation. */
  magnitude: number | null;
  /** All of the work, measured as a whole. */
  cpu_ms_per_image: number;
  /** Of one core: 1000 / cpu_ms_per_image. */
  images_per_second: number;
  cores: 1;
  /** The parts: each the median of its own differences, so that their sum is the whole up to noise. */
  decode_ms: number;
  resize_ms: number;
  augment_ms: number;
  low_frequency_ms: number;
  /** `DecodeFloors.entropy_ms` of this report. */
  decode_floor_ms: number | null;
  /** The whole as a multiple of the two floors, by repetition. */
  times_region_decode: number;
  times_entropy_decode: number | null;
  bytes_copied: CopiedBytes;
  quartiles: Record<TimeName, Quartiles>;
  /**
   * The parts that are smaller than the noise of their measurement, each with a number that it is below. The median of
   * such a part means nothing.
   */
  below_noise_ms: Partial<Record<TimeName, number>>;
}

export const TIME_NAMES = ['cpu_ms_per_image', 'decode_ms', 'resize_ms', 'augment_ms', 'low_frequency_ms'] as const;
export type TimeName = (typeof TIME_NAMES)[number];

/**
 * Bytes that are copied for an image on its way from the file to the batch's slot, outside decoders and kernels: means
 * over the images.
 */
export interface CopiedBytes {
  /** From the file into the worker's buffer. */
  file: number;
  /** From the decoder's output into the kernels' memory: none where turbojpeg decodes into that memory. */
  decoded: number;
  /** From the kernels' memory into the slot. */
  slot: number;
  total: number;
  /** RGBX pixels that lie in the kernels' memory after decoding, written once, whichever decoder it is. */
  decoder_output: number;
}

/** One stage in the server's pool of workers. */
export interface PoolResult extends BenchStage {
  /** Worker threads. */
  workers: number;
  /** By the clock: medians of the repetitions, as are the others. */
  images_per_second: number;
  /** Of all threads of the process. */
  cpu_ms_per_image: number;
  /** CPU time divided by elapsed time: far below `workers` if other programs use the cores. */
  cores_busy: number;
  /** images_per_second at n workers divided by n times that of one worker, by repetition. */
  efficiency: number;
  quartiles: { images_per_second: Quartiles; cpu_ms_per_image: Quartiles; efficiency: Quartiles };
}

/** One operation of RandAugment: CPU milliseconds per image on one core. */
export interface OperationResult {
  name: string;
  /** Of geometric operations; null for the others. */
  interpolation: string | null;
  cpu_ms: number;
  /** Present if `cpu_ms` is smaller than the noise of its measurement: the operation takes less than this. */
  below_noise_ms?: number;
}

/** The mean over what a configuration draws, without the drawing. */
export interface RandAugmentResult {
  config: string;
  cpu_ms_per_image: number;
  /** As of an operation. */
  below_noise_ms?: number;
}

/** The cost of the same work in another pipeline; `scripts/bench-peers.ts` measures it. */
export interface PeerResult {
  name: string;
  version: string;
  /** What it does to an image. */
  work: string;
  /** User and system time of all processes involved. */
  cpu_ms_per_image: number;
  images_per_second: number;
  workers: number;
  /** How its work differs from that of the others. */
  note: string;
  /** The stage of the curriculum, where several are compared. */
  bandwidth?: number;
  magnitude?: number | null;
}

export function quartilesOf({ first_quartile, third_quartile }: Summary): Quartiles {
  return [first_quartile, third_quartile];
}
