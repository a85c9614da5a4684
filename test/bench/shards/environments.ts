/** The environments of the loaders of shards that `npm run bench:shards` compares with. */
import { pythonEnvironment } from '../../../scripts/python-env.ts';

const BASE = ['psutil==7.2.2', 'pillow==12.3.0', 'torch==2.13.0'];

/** WebDataset, Hugging Face's `datasets`, and what Crescendo's client needs. */
export function shardsEnvironment(): string {
  const readers = ['webdataset==1.0.2', 'datasets==5.2.0', 'pyarrow==26.0.1'];
  const client = ['grpcio==1.85.1', 'protobuf==7.36.2'];
  return pythonEnvironment('shards', ['numpy==2.2.6', ...BASE, ...readers, ...client]);
}

/** MosaicML Streaming, without the clients of the object stores, which reading a folder does not need. */
export function mosaicmlEnvironment(): string {
  const needed = [
    ...['torchvision==0.28.0', 'transformers==4.57.3', 'tqdm==4.70.1', 'xxhash==3.6.0', 'zstd==1.5.7.2'],
    ...['brotli==1.2.1', 'python-snappy==0.7.3', 'catalogue==2.0.10'],
  ];
  return pythonEnvironment('shards-mosaicml', ['numpy==2.1.3', ...BASE, ...needed], ['mosaicml-streaming==0.13.0']);
}
