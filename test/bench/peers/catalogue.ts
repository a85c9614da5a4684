/** The peers of `npm run bench:peers`: each has a module in this folder and a Python environment of its own. */
import { availableParallelism } from 'node:os';
import { pythonEnvironment } from '../../../scripts/python-env.ts';

/** An environment of pinned packages. */
interface Environment {
  readonly name: string;
  /** In pip's syntax. */
  readonly requirements: readonly string[];
  /** Packages that are installed without their dependencies. */
  readonly alone?: readonly string[];
}

export interface Peer {
  /** Module in this folder, and the name for `--peer`. */
  readonly id: string;
  readonly title: string;
  readonly environment: Environment;
  /** Numbers of workers, processes or threads, that are tried: each enough to keep all cores busy. */
  readonly workers: readonly number[];
  /** Whether it needs a Crescendo server. */
  readonly server?: boolean;
  /** Why it has no rows for the stages; undefined if it has them. */
  readonly noStages?: string;
  /** Whether it maps its files instead of reading them: if so, the bytes that it reads cannot be checked. */
  readonly mapsFiles?: boolean;
}

const PSUTIL = 'psutil==7.2.2';
const BASE = ['numpy==2.2.6', PSUTIL];
const OPENCV = [...BASE, 'opencv-python-headless==5.0.0.93', 'albumentations==2.0.8'];
const TORCH = [...BASE, 'torch==2.13.0'];
const TORCHVISION = [...TORCH, 'torchvision==0.28.0', 'pillow==12.3.0'];
const CORES = availableParallelism();
/** Fewer cannot keep all cores busy. */
const WORKERS = [CORES, 2 * CORES];

const CRESCENDO: Environment = {
  name: 'peer-crescendo',
  requirements: [...BASE, 'grpcio==1.85.1', 'protobuf==7.36.2'],
};
const SPDL: Environment = { name: 'peer-spdl', requirements: [...OPENCV, 'spdl-core==0.8.0', 'spdl-io==0.8.0'] };
const TENSORFLOW: Environment = {
  name: 'peer-tensorflow',
  requirements: [PSUTIL, 'tensorflow-cpu==2.21.0', 'keras==3.15.1'],
  // RandAugment is in one of its files.
  alone: ['tf-models-official==2.20.0'],
};
const FFCV: Environment = {
  name: 'peer-ffcv',
  // It is compiled from source, which needs pkg-config, OpenCV and libturbojpeg with their headers (libopencv-dev,
  // libturbojpeg0-dev), g++.
  requirements: [
    ...['numpy==1.26.4', PSUTIL, 'torch==2.13.0', 'torchvision==0.28.0', 'pillow==12.3.0', 'numba==0.62.1'],
    ...['opencv-python-headless==4.11.0.86', 'fastargs==1.2.0', 'assertpy==1.1', 'imgcat==0.6.0', 'pandas==2.3.3'],
    ...['tqdm==4.67.1', 'pytorch-pfn-extras==0.8.2', 'terminaltables==3.1.10', 'scikit-learn==1.7.2'],
    ...['setuptools==80.9.0', 'wheel==0.45.1', 'pkgconfig==1.5.5'],
  ],
  alone: ['ffcv==1.0.2'],
};

export const PEERS: readonly Peer[] = [
  { id: 'crescendo_client', title: 'Crescendo', environment: CRESCENDO, workers: WORKERS, server: true },
  { id: 'crescendo_matched', title: 'Crescendo, matched', environment: CRESCENDO, workers: WORKERS, server: true },
  {
    id: 'timm_pillow',
    title: 'timm + Pillow + DataLoader',
    environment: {
      name: 'peer-timm',
      requirements: [...TORCHVISION, 'huggingface_hub==2.4.0', 'safetensors==0.8.0', 'pyyaml==6.0.4'],
      alone: ['timm==1.0.28'],
    },
    workers: WORKERS,
  },
  {
    id: 'opencv_albumentations',
    title: 'OpenCV + albumentations + DataLoader',
    environment: { name: 'peer-opencv', requirements: [...OPENCV, 'torch==2.13.0'] },
    workers: WORKERS,
  },
  {
    id: 'torchvision_v2',
    title: 'torchvision v2 + DataLoader',
    environment: { name: 'peer-torchvision', requirements: TORCHVISION },
    workers: WORKERS,
    mapsFiles: true,
  },
  {
    id: 'dali',
    title: 'NVIDIA DALI on the CPU',
    environment: { name: 'peer-dali', requirements: [...BASE, 'nvidia-dali-cuda120==2.4.0'] },
    workers: WORKERS,
    mapsFiles: true,
  },
  { id: 'spdl_ffmpeg', title: 'SPDL, decoding by FFmpeg', environment: SPDL, workers: WORKERS },
  { id: 'spdl_opencv', title: 'SPDL + OpenCV', environment: SPDL, workers: WORKERS },
  {
    id: 'grain_opencv',
    title: 'Grain + OpenCV',
    environment: { name: 'peer-grain', requirements: [...OPENCV, 'grain==0.2.18'] },
    workers: WORKERS,
  },
  { id: 'tf_data', title: 'tf.data', environment: TENSORFLOW, workers: WORKERS },
  { id: 'tf_data_antialias', title: 'tf.data, antialiased', environment: TENSORFLOW, workers: WORKERS },
  {
    id: 'ffcv_loader',
    title: 'FFCV',
    environment: FFCV,
    // It uses at most as many threads as there are cores.
    workers: [CORES],
    noStages: 'it has no RandAugment',
    mapsFiles: true,
  },
];

/** The peer's interpreter; creates its environment if needed. Throws if a package cannot be installed. */
export function peerEnvironment({ environment: { name, requirements, alone } }: Peer): string {
  return pythonEnvironment(name, [...requirements], [...(alone ?? [])]);
}
